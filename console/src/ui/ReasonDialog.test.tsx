import { fireEvent, render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { ReasonDialog } from "./ReasonDialog";

const nothing = () => undefined;
const dialog = (open: boolean) => <ReasonDialog open={open} title="补充定稿" action="补充" busy={false} onClose={nothing} onReason={nothing} />;

it("asks for each reason anew, also when it was closed from outside after the last one", () => {
  const { rerender } = render(dialog(true));
  fireEvent.change(screen.getByRole("textbox"), { target: { value: "漏登一场" } });
  rerender(dialog(false));
  rerender(dialog(true));
  expect((screen.getByRole("textbox") as HTMLTextAreaElement).value).toBe("");
});

import { fireEvent, render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { useKeys } from "./useKeys";

function Page({ isOn, pressed }: { isOn: boolean; pressed: string[] }) {
  useKeys(isOn, { j: () => pressed.push("j") });
  return (
    <>
      <button type="button">按钮</button>
      <input aria-label="字段" />
      <dialog open>
        <button type="button">对话框</button>
      </dialog>
    </>
  );
}

it("hears a key where nobody types, and only that key", () => {
  const pressed: string[] = [];
  const { rerender } = render(<Page isOn pressed={pressed} />);
  const press = (name: string, init: object) => fireEvent.keyDown(screen.getByText(name), { key: "j", ...init });
  press("按钮", {});
  expect(pressed).toEqual(["j"]);
  fireEvent.keyDown(screen.getByLabelText("字段"), { key: "j" });
  press("对话框", {});
  press("按钮", { ctrlKey: true });
  press("按钮", { metaKey: true });
  press("按钮", { altKey: true });
  press("按钮", { repeat: true });
  press("按钮", { key: "x" });
  expect(pressed).toEqual(["j"]);
  rerender(<Page isOn={false} pressed={pressed} />);
  press("按钮", {});
  expect(pressed).toEqual(["j"]);
});

it("keeps its key from whatever it leads to", () => {
  render(<Page isOn pressed={[]} />);
  expect(fireEvent.keyDown(screen.getByText("按钮"), { key: "j" })).toBe(false);
  expect(fireEvent.keyDown(screen.getByText("按钮"), { key: "x" })).toBe(true);
});

import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { it, vi } from "vitest";
import { CopyButton } from "./CopyButton";
import { MessagesProvider } from "./messages";

async function copied(writeText: () => Promise<void>) {
  const person = userEvent.setup();
  vi.spyOn(navigator.clipboard, "writeText").mockImplementation(writeText);
  render(
    <MessagesProvider>
      <CopyButton text="秘密" label="复制密钥" />
    </MessagesProvider>,
  );
  await person.click(screen.getByRole("button", { name: "复制密钥" }));
}

it("says that the text was copied", async () => {
  await copied(() => Promise.resolve());
  await screen.findByText("已复制");
});

it("says that the browser refused, and what to do instead", async () => {
  await copied(() => Promise.reject(new DOMException("no", "NotAllowedError")));
  await screen.findByText(/浏览器没有允许复制/);
});

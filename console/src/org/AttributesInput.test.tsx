import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Button, Form } from "antd";
import { expect, it, vi } from "vitest";
import { AttributesItem } from "./AttributesInput";
import type { Line } from "./attributes";

function show(...attributes: Line[]) {
  const sent = vi.fn();
  render(
    <Form initialValues={{ attributes }} onFinish={sent}>
      <AttributesItem />
      <Button htmlType="submit">保存单位</Button>
    </Form>,
  );
  return sent;
}

it("refuses a name that is given twice and says so beside the lines, until one of them is gone", async () => {
  const sent = show({ name: "属性甲", value: "1" }, { name: "属性甲", value: "2" });
  await userEvent.click(screen.getByRole("button", { name: "保存单位" }));
  const said = await screen.findByText("“属性甲”填了两次，请只留一项");
  expect(sent).not.toHaveBeenCalled();
  const describedBy = screen.getByRole("group", { name: "属性" }).getAttribute("aria-describedby") ?? "";
  expect(describedBy.split(" ").some((id) => document.getElementById(id)?.contains(said))).toBe(true);
  expect(screen.getByRole("combobox", { name: "第 1 项属性的名称" }).getAttribute("aria-invalid")).toBe("true");
  await userEvent.click(screen.getByRole("button", { name: "删除第 2 项属性" }));
  await userEvent.click(screen.getByRole("button", { name: "保存单位" }));
  await vi.waitFor(() => expect(sent).toHaveBeenCalledWith({ attributes: [{ name: "属性甲", value: "1" }] }));
});

it("keeps the focus in the list when the last line goes", async () => {
  show({ name: "属性甲", value: "1" });
  await userEvent.click(screen.getByRole("button", { name: "删除第 1 项属性" }));
  expect(document.activeElement?.textContent).toContain("添加属性");
});

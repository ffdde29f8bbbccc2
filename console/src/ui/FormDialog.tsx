/** A button that opens a small form and sends it: the one pattern for everything that needs a few answers. */
import { Button, Form, Modal, type ButtonProps } from "antd";
import { useId, useState, type ReactNode } from "react";
import { useWrite, type Keyed } from "@/api/write";

interface Props<T, R> {
  text: string;
  title?: string;
  about?: ReactNode;
  initial?: Partial<T>;
  send: (typed: T, keyed: Keyed) => Promise<R>;
  done?: (result: R) => void;
  button?: Pick<ButtonProps, "type" | "size" | "danger" | "icon">;
  children: ReactNode;
}

/** Problems of the server land at the form's item with the same name: `/person/name` at `name`. */
function itemName(pointer: string): string {
  const parts = pointer.split("/");
  return parts.reverse().find((part) => part !== "" && !/^\d+$/.test(part)) ?? "";
}

export function FormDialog<T extends object, R>({ text, title = text, about, initial, send, done, button, children }: Props<T, R>) {
  const [form] = Form.useForm<T>();
  const name = useId();
  const [open, setOpen] = useState(false);
  const write = useWrite({
    send: (typed: T, keyed) => send(typed, keyed),
    taken: (result) => {
      setOpen(false);
      done?.(result);
    },
    refused: (problem) => {
      const known = new Set(Object.keys(form.getFieldsValue()));
      const here = problem.errors.filter(({ pointer }) => known.has(itemName(pointer)));
      form.setFields(here.map(({ pointer, message }) => ({ name: itemName(pointer) as never, errors: [message] })));
      return here.length > 0 && here.length === problem.errors.length;
    },
  });
  return (
    <>
      <Button {...button} onClick={() => setOpen(true)}>
        {text}
      </Button>
      <Modal
        open={open}
        title={title}
        destroyOnHidden
        okText={text}
        okButtonProps={{ danger: button?.danger ?? false, loading: write.isPending }}
        onCancel={() => setOpen(false)}
        onOk={() => form.submit()}
      >
        {about !== undefined && <p>{about}</p>}
        <Form<T>
          form={form}
          // A form of the page behind may have a field of the same name, and a label must lead to its own.
          name={name}
          layout="vertical"
          preserve={false}
          initialValues={initial ?? {}}
          onFinish={(typed) => write.mutate(typed)}
        >
          {children}
        </Form>
      </Modal>
    </>
  );
}

/** Begins a record: for which unit and, where the register has kinds, of which kind. */
import { PlusOutlined } from "@ant-design/icons";
import { Button, Form, Modal, Select } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";
import { useWrite, type Keyed } from "@/api/write";
import { useOwnUnit } from "@/app/session";
import { t } from "@/i18n";
import { UnitSelect } from "@/ui/UnitSelect";

interface Props {
  name: "activities" | "exposures";
  title: string;
  /** Only for registers with kinds. */
  kinds?: { value: string; label: string }[];
  create: (unit: string, kind: string, keyed: Keyed) => Promise<{ id: string }>;
}

export function NewRecord({ name, title, kinds, create }: Props) {
  const own = useOwnUnit();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const [unit, setUnit] = useState(own?.id);
  const [kind, setKind] = useState("");
  const begin = useWrite({
    send: (input: { unit: string; kind: string }, keyed) => create(input.unit, input.kind, keyed),
    refresh: [[name]],
    done: ({ id }) => void navigate(`/${name}/${id}`),
  });
  const ready = unit !== undefined && (kinds === undefined || kind !== "");
  return (
    <>
      <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen(true)}>
        {title}
      </Button>
      <Modal
        open={open}
        title={title}
        okText={t("register.begin")}
        okButtonProps={{ disabled: !ready, loading: begin.isPending }}
        onCancel={() => setOpen(false)}
        onOk={() => unit !== undefined && begin.mutate({ unit, kind })}
      >
        <Form layout="vertical">
          <Form.Item label={t("common.unit")}>
            <UnitSelect value={unit} onChange={setUnit} allowClear={false} width="100%" />
          </Form.Item>
          {kinds !== undefined && (
            <Form.Item label={t("common.kind")} htmlFor="record-kind">
              <Select
                id="record-kind"
                showSearch={{ optionFilterProp: "label" }}
                placeholder={t("common.pick")}
                value={kind === "" ? null : kind}
                onChange={(chosen) => setKind(chosen ?? "")}
                options={kinds}
              />
            </Form.Item>
          )}
        </Form>
      </Modal>
    </>
  );
}

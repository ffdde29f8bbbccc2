/**
 * Begins a record: for which unit and, where the register has kinds, of which kind. An address may open it and say what
 * is known already: whoever comes from what is missing does not choose it again.
 */
import { PlusOutlined } from "@ant-design/icons";
import { Button, Form, Modal, Select } from "antd";
import { useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
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
  const [search, setSearch] = useSearchParams();
  const [open, setOpen] = useState(search.has("new"));
  const [unit, setUnit] = useState(search.get("new_unit") ?? own?.id);
  const [chosen, setKind] = useState(search.get("new_kind") ?? "");
  // The address may name a kind that the running plan does not have.
  const kind = kinds?.some(({ value }) => value === chosen) === true ? chosen : "";
  const subject = search.get("new_subject");
  const close = () => {
    setOpen(false);
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        for (const known of ["new", "new_unit", "new_kind", "new_subject"]) after.delete(known);
        return after;
      },
      { replace: true },
    );
  };
  const begin = useWrite({
    send: (input: { unit: string; kind: string }, keyed) => create(input.unit, input.kind, keyed),
    refresh: [[name]],
    done: ({ id }) => void navigate(`/${name}/${id}${subject === null ? "" : `?${new URLSearchParams({ subject })}`}`),
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
        onCancel={close}
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
                onChange={(next) => setKind(next ?? "")}
                options={kinds}
              />
            </Form.Item>
          )}
        </Form>
      </Modal>
    </>
  );
}

/** Personal keys for programs: limited to some actions, never for ever, shown once. */
import { useQuery } from "@tanstack/react-query";
import { Button, Form, Input, InputNumber, Modal, Select } from "antd";
import { useState } from "react";
import { answer, api } from "@/api/client";
import type { Schemas } from "@/api/types";
import { useWrite } from "@/api/write";
import { useMe } from "@/app/session";
import { mark, t, word } from "@/i18n";
import { Confirm } from "@/ui/Confirm";
import { DataTable } from "@/ui/DataTable";
import { FormDialog } from "@/ui/FormDialog";
import { Panel } from "@/ui/Page";
import { Secret } from "@/ui/Secret";
import { Empty, Ready } from "@/ui/State";
import { instantText } from "@/ui/time";

type Token = Schemas["TokenView"];
type Made = Schemas["NewTokenView"];

const DAYS_MAX = 365;
const DAYS_OFFERED = 30;

export function Tokens() {
  const me = useMe();
  const tokens = useQuery({ queryKey: ["tokens"], queryFn: () => answer(api.GET("/api/me/tokens")) });
  const [made, setMade] = useState<Made | null>(null);
  const revoke = useWrite({
    send: (id: string, keyed) => answer(api.DELETE("/api/me/tokens/{id}", { params: { path: { id } }, ...keyed })),
  });
  return (
    <Panel
      title={t("token.title")}
      extra={
        <FormDialog<{ name: string; days: number; scopes: string[] }, Made>
          text={t("token.create")}
          about={t("token.about")}
          initial={{ days: DAYS_OFFERED }}
          send={(typed, keyed) => answer(api.POST("/api/me/tokens", { body: typed, ...keyed }))}
          done={setMade}
        >
          <Form.Item name="name" label={t("token.name")} rules={[{ required: true, whitespace: true }]}>
            <Input />
          </Form.Item>
          <Form.Item name="scopes" label={t("token.scopes")} rules={[{ required: true }]}>
            <Select
              mode="multiple"
              showSearch={{ optionFilterProp: "label" }}
              options={me.actions.map((key) => ({ value: key, label: word("action", key) }))}
            />
          </Form.Item>
          <Form.Item name="days" label={t("token.days")} rules={[{ required: true }]}>
            <InputNumber min={1} max={DAYS_MAX} precision={0} />
          </Form.Item>
        </FormDialog>
      }
    >
      <Ready query={tokens}>
        {({ items }) => (
          <DataTable<Token>
            label={t("token.title")}
            rows={items}
            id={(row) => row.id}
            empty={<Empty text={t("token.empty")} help={t("token.empty_help")} />}
            columns={[
              { title: t("token.name"), dataIndex: "name" },
              { title: t("token.scopes"), render: (_, row) => row.scopes.map((key) => word("action", key)).join(mark.comma) },
              { title: t("token.expires"), render: (_, row) => instantText(row.expires_at) },
              { title: t("token.used"), render: (_, row) => instantText(row.last_used_at) },
              {
                title: t("common.state"),
                render: (_, row) =>
                  row.in_force ? (
                    <Confirm title={t("token.revoke")} onConfirm={() => revoke.mutate(row.id)}>
                      <Button size="small">{t("token.revoke")}</Button>
                    </Confirm>
                  ) : (
                    t("token.over")
                  ),
              },
            ]}
          />
        )}
      </Ready>
      <Modal open={made !== null} destroyOnHidden title={t("token.made")} footer={null} onCancel={() => setMade(null)}>
        <p>{t("token.made_about")}</p>
        <Secret text={made?.secret ?? ""} />
      </Modal>
    </Panel>
  );
}

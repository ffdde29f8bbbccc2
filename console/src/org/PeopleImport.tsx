/** People with their posts from a file. Each new one gets a one-time password, which is shown once: here. */
import { Alert, Button, Modal } from "antd";
import { useState } from "react";
import type { Schemas } from "@/api/types";
import { t } from "@/i18n";
import { csvOf, save } from "@/ui/csv";
import { DataTable } from "@/ui/DataTable";
import { useMessages } from "@/ui/messages";
import { FileImport } from "./FileImport";
import { PersonImportHelp } from "./ImportHelp";
import { WhatHappens } from "./WhatHappens";

type Import = Schemas["PersonImportView"];
type Line = Schemas["PersonImportLine"];
type Account = Schemas["NewAccount"];

export function PeopleImport() {
  const message = useMessages();
  const [accounts, setAccounts] = useState<Account[]>([]);
  return (
    <>
      <FileImport<Import>
        path="/api/people/import"
        title={t("people.import_people")}
        help={<PersonImportHelp />}
        preview={(found) => <Lines found={found} />}
        done={({ created, given, accounts: made }) => {
          message.success(t("people.imported", { created, given }));
          setAccounts(made);
        }}
      />
      <Accounts accounts={accounts} close={() => setAccounts([])} />
    </>
  );
}

function Lines({ found: { created, given, unchanged, lines } }: { found: Import }) {
  return (
    <>
      <p>{t("people.import_summary", { created, given, unchanged })}</p>
      <div className="in-box">
        <DataTable<Line>
          label={t("common.import")}
          rows={lines}
          id={(row) => String(row.row)}
          columns={[
            { title: t("import.row"), align: "right", dataIndex: "row" },
            { title: t("people.name"), dataIndex: "name" },
            { title: t("login.name"), dataIndex: "login" },
            { title: t("import.what"), render: (_, row) => <WhatHappens line={row} /> },
          ]}
        />
      </div>
    </>
  );
}

/** Closed only by its button: a click beside it would lose every password on it. */
function Accounts({ accounts, close }: { accounts: Account[]; close: () => void }) {
  const titles = [t("people.name"), t("login.name"), t("common.unit"), t("people.one_time_password")];
  const rows = accounts.map(({ name, login, unit, one_time_password }) => [name, login, unit, one_time_password]);
  return (
    <Modal
      open={accounts.length > 0}
      width={800}
      title={t("people.accounts")}
      mask={{ closable: false }}
      keyboard={false}
      closable={false}
      // The passwords are not to stay in the page behind it.
      destroyOnHidden
      footer={
        <>
          <Button type="primary" onClick={() => save(`${t("people.accounts")}.csv`, csvOf([titles, ...rows]))}>
            {t("people.accounts_save")}
          </Button>
          <Button onClick={close}>{t("people.accounts_close")}</Button>
        </>
      }
    >
      <Alert type="warning" showIcon title={t("people.accounts_about")} style={{ marginBottom: 12 }} />
      <div className="in-box">
        <DataTable<Account>
          label={t("people.accounts")}
          rows={accounts}
          id={(row) => row.login}
          columns={[
            { title: t("people.name"), dataIndex: "name" },
            { title: t("login.name"), dataIndex: "login" },
            { title: t("common.unit"), dataIndex: "unit" },
            { title: t("people.one_time_password"), render: (_, row) => <code>{row.one_time_password}</code> },
          ]}
        />
      </div>
    </Modal>
  );
}

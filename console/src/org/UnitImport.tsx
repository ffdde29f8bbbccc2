/** Units from a file: first a preview with every problem by row, then all or nothing. */
import { Alert, Button, Modal } from "antd";
import { useState } from "react";
import type { Problem } from "@/api/problem";
import type { Schemas } from "@/api/types";
import { sendFile } from "@/api/upload";
import { useWrite } from "@/api/write";
import { mark, t } from "@/i18n";
import { useMessages } from "@/ui/messages";
import { DataTable } from "@/ui/DataTable";
import { FileButton } from "@/ui/FileButton";
import { ImportHelp } from "./ImportHelp";

type Import = Schemas["UnitImportView"];
type Line = Schemas["UnitImportLine"];

/** `/rows/3/B` as “第 3 行 B 列”. */
function place(pointer: string): string {
  const [, , row = "", column = ""] = pointer.split("/");
  return t("unit.import_place", { row, column });
}

export function UnitImport() {
  const [open, setOpen] = useState(false);
  const [file, setFile] = useState<File | null>(null);
  const [refused, setRefused] = useState<Problem | null>(null);
  const [preview, setPreview] = useState<Import | null>(null);
  const message = useMessages();
  const close = () => {
    setOpen(false);
    setFile(null);
    setPreview(null);
    setRefused(null);
  };
  // Said inside the dialog, so that it goes when the dialog goes.
  const tell = (problem: Problem) => {
    setRefused(problem);
    return true;
  };
  const look = useWrite({
    send: (chosen: File, keyed) =>
      sendFile<Import>("/api/units/import?dry_run=true", chosen, keyed.headers["Idempotency-Key"]),
    refresh: [],
    done: setPreview,
    refused: tell,
  });
  const bring = useWrite({
    send: (chosen: File, keyed) => sendFile<Import>("/api/units/import", chosen, keyed.headers["Idempotency-Key"]),
    done: ({ created, changed }) => {
      close();
      message.success(t("unit.imported", { created, changed }));
    },
    refused: tell,
  });
  const problems = preview?.problems ?? [];
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t("common.import")}</Button>
      <Modal
        open={open}
        width={800}
        title={preview === null ? t("unit.import_units") : t("unit.import_title", { name: file?.name ?? "" })}
        onCancel={close}
        footer={
          <span className="side-by-side">
            <FileButton
              text={t(file === null ? "unit.import_choose" : "unit.import_other")}
              accept=".csv,.xlsx"
              busy={look.isPending}
              onFile={(chosen) => {
                setFile(chosen);
                setPreview(null);
                setRefused(null);
                look.mutate(chosen);
              }}
            />
            {preview !== null && (
              <Button
                type="primary"
                disabled={problems.length > 0 || file === null}
                loading={bring.isPending}
                onClick={() => file !== null && bring.mutate(file)}
              >
                {t("unit.import_do")}
              </Button>
            )}
          </span>
        }
      >
        {refused !== null && (
          <Alert
            type="error"
            showIcon
            role="alert"
            style={{ marginBottom: 12 }}
            title={refused.message}
            description={refused.errors.length === 0 ? undefined : refused.errors.map(({ message: said }) => <div key={said}>{said}</div>)}
          />
        )}
        {preview === null && <ImportHelp />}
        {problems.length > 0 ? (
          <Alert
            type="error"
            title={t("unit.import_problems", { count: problems.length })}
            description={
              <ul style={{ maxHeight: 320, overflow: "auto", paddingInlineStart: 20 }}>
                {problems.map((problem) => (
                  <li key={`${problem.pointer}-${problem.code}`}>
                    {place(problem.pointer)}{mark.colon}{problem.message}
                  </li>
                ))}
              </ul>
            }
          />
        ) : (
          preview !== null && <Lines preview={preview} />
        )}
      </Modal>
    </>
  );
}

/** The list scrolls by itself, so that the button below it is on the screen however long the file is. */
function Lines({ preview }: { preview: Import }) {
  const { created, changed, unchanged, lines } = preview;
  const left = created + changed - lines.length;
  return (
    <>
      <p>{t("unit.import_summary", { created, changed, unchanged })}</p>
      <div className="in-box">
        <DataTable<Line>
          label={t("common.import")}
          rows={lines}
          id={(row) => String(row.row)}
          columns={[
            { title: t("unit.import_row"), align: "right", dataIndex: "row" },
            {
              title: t("common.unit"),
              render: (_, row) => (
                <>
                  <div>{row.name}</div>
                  <div className="soft">{row.key}</div>
                </>
              ),
            },
            { title: t("unit.import_what"), render: (_, row) => row.what.join(mark.semicolon) },
          ]}
        />
      </div>
      {left > 0 && <p className="soft">{t("unit.import_cut", { count: lines.length, left })}</p>}
    </>
  );
}

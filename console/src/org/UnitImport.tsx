/** Units from a file. */
import { useQuery } from "@tanstack/react-query";
import { Alert } from "antd";
import type { Schemas } from "@/api/types";
import { useCampaign } from "@/app/CampaignScope";
import { mark, t } from "@/i18n";
import { DataTable } from "@/ui/DataTable";
import { useMessages } from "@/ui/messages";
import { unitTreeQuery } from "./api";
import { FileImport } from "./FileImport";
import { UnitImportHelp } from "./ImportHelp";
import { differenceText } from "./attributes";
import { WhatHappens } from "./WhatHappens";

type Import = Schemas["UnitImportView"];
type Line = Schemas["UnitImportLine"];

export function UnitImport() {
  const message = useMessages();
  return (
    <FileImport<Import>
      path="/api/units/import"
      title={t("unit.import_units")}
      help={<UnitImportHelp />}
      preview={(found) => <Lines found={found} />}
      done={({ created, changed }) => message.success(t("unit.imported", { created, changed }))}
    />
  );
}

/** The list scrolls by itself, so that the button below it is on the screen however long the file is. */
function Lines({ found }: { found: Import }) {
  const { created, changed, unchanged, lines } = found;
  const left = created + changed - lines.length;
  const isRunning = useCampaign()?.running != null;
  return (
    <>
      <p>{t("unit.import_summary", { created, changed, unchanged })}</p>
      <TopChanges lines={lines} />
      {isRunning && created + changed > 0 && <Alert type="info" showIcon style={{ marginBottom: 12 }} title={t("unit.import_running")} />}
      <div className="in-box">
        <DataTable<Line>
          label={t("common.import")}
          rows={lines}
          id={(row) => String(row.row)}
          columns={[
            { title: t("import.row"), align: "right", dataIndex: "row" },
            {
              title: t("common.unit"),
              render: (_, row) => (
                <>
                  <div>{row.name}</div>
                  <div className="soft">{row.key}</div>
                </>
              ),
            },
            { title: t("import.what"), render: (_, row) => <WhatHappens line={row} /> },
          ]}
        />
      </div>
      {left > 0 && <p className="soft">{t("unit.import_cut", { count: lines.length, left })}</p>}
    </>
  );
}

/** The unit on top was named at the set-up. A file that calls it otherwise is right, or is not; whoever imports decides. */
function TopChanges({ lines }: { lines: Line[] }) {
  const top = useQuery(unitTreeQuery).data?.items.find(({ parent_id }) => parent_id == null);
  const line = lines.find(({ key, create }) => !create && key === top?.key);
  if (top === undefined || line === undefined) return null;
  return (
    <Alert
      type="warning"
      showIcon
      style={{ marginBottom: 12 }}
      title={t("unit.import_top_changes", { name: top.name, what: [...line.what, ...line.attributes.map(differenceText)].join(mark.semicolon) })}
      description={t("unit.import_top_changes_about", { row: line.row })}
    />
  );
}

/** The organisation: the tree at the left, one unit at the right. */
import { useQuery } from "@tanstack/react-query";
import { Tree } from "antd";
import { useMay } from "@/app/session";
import { t } from "@/i18n";
import { ExportLinks } from "@/ui/ExportLinks";
import { Page } from "@/ui/Page";
import { Empty, Ready } from "@/ui/State";
import { treeOf, useToday } from "@/ui/UnitSelect";
import { useFilters } from "@/ui/useFilters";
import { unitTreeQuery } from "./api";
import { UnitImport } from "./UnitImport";
import { UnitPanel } from "./UnitPanel";

export default function UnitsPage() {
  const may = useMay();
  const { values, set } = useFilters(["unit"] as const);
  const tree = useQuery(unitTreeQuery);
  const today = useToday();
  return (
    <Page
      help="help.units"
      title={t("menu.units")}
      tools={
        <>
          {may("org.manage_units") && <UnitImport />}
          <ExportLinks address={(format) => `/api/units/export?format=${format}`} />
        </>
      }
    >
      <Ready query={tree}>
        {({ items, cut }) => {
          const roots = treeOf(items, today);
          const chosen = values.unit ?? roots[0]?.value;
          if (chosen === undefined) return <Empty text={t("unit.empty")} help={t("unit.empty_help")} />;
          return (
            <div className="split">
              <nav className="panel" aria-label={t("menu.units")}>
                {cut && <p className="soft">{t("unit.cut")}</p>}
                <Tree
                  blockNode
                  selectedKeys={[chosen]}
                  defaultExpandedKeys={roots.map((root) => root.value)}
                  fieldNames={{ key: "value" }}
                  treeData={roots as never}
                  onSelect={([key]) => key !== undefined && set({ unit: String(key) })}
                />
              </nav>
              <UnitPanel key={chosen} id={chosen} />
            </div>
          );
        }}
      </Ready>
    </Page>
  );
}

import { Alert } from "antd";

/** What looks wrong and stands in nobody's way: for whoever sends the record, and for whoever decides about it. */
export function Warnings({ warnings }: { warnings: string[] | null | undefined }) {
  return warnings?.map((warning) => (
    <Alert key={warning} type="warning" showIcon title={warning} style={{ marginTop: 8 }} />
  ));
}

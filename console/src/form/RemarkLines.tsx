import { mark, t } from "@/i18n";

/** What a reviewer said about one place, where it is put right. */
export function RemarkLines({ remarks }: { remarks: string[] | undefined }) {
  if (remarks === undefined) return null;
  return (
    <div className="trouble" data-testid="remark">
      {remarks.map((remark, at) => (
        <div key={at}>
          {t("form.remark")}
          {mark.colon}
          {remark}
        </div>
      ))}
    </div>
  );
}

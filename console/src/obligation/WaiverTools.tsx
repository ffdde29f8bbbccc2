/** Taking an obligation off a unit, and putting it back. The level above does it, with a reason. */
import { Button } from "antd";
import { useState } from "react";
import { answer, api } from "@/api/client";
import type { Schemas } from "@/api/types";
import { useWrite } from "@/api/write";
import { t } from "@/i18n";
import { Confirm } from "@/ui/Confirm";
import { useMessages } from "@/ui/messages";
import { ReasonDialog } from "@/ui/ReasonDialog";

export function WaiverTools({ id, may }: { id: string; may: Schemas["ObligationMoves"] }) {
  const [open, setOpen] = useState(false);
  const message = useMessages();
  const path = { params: { path: { id } } };
  const waive = useWrite({
    send: (reason: string, keyed) =>
      answer(api.POST("/api/obligations/{id}/waiver", { ...path, body: { reason }, ...keyed })),
    taken: () => {
      setOpen(false);
      message.success(t("waiver.done"));
    },
  });
  const revoke = useWrite({
    send: (_: null, keyed) => answer(api.DELETE("/api/obligations/{id}/waiver", { ...path, ...keyed })),
    done: () => message.success(t("waiver.undone")),
  });
  return (
    <>
      {may.waive && <Button onClick={() => setOpen(true)}>{t("waiver.give")}</Button>}
      {may.unwaive && (
        <Confirm title={t("waiver.take_back")} onConfirm={() => revoke.mutate(null)}>
          <Button loading={revoke.isPending}>{t("waiver.take_back")}</Button>
        </Confirm>
      )}
      <ReasonDialog
        open={open}
        title={t("waiver.give")}
        about={t("waiver.about")}
        action={t("waiver.give")}
        busy={waive.isPending}
        onClose={() => setOpen(false)}
        onReason={(reason) => waive.mutate(reason)}
      />
    </>
  );
}

/** Over every page while the network is away: nothing new arrives, and what is shown may be old. */
import { onlineManager } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { t } from "@/i18n";
import { StateMark } from "@/ui/StateMark";

const isOnline = () => onlineManager.isOnline();
const onChange = (changed: () => void) => onlineManager.subscribe(changed);

export function Away() {
  return (
    <div role="status" className="away no-print">
      {!useSyncExternalStore(onChange, isOnline) && <StateMark tone="warn" text={t("app.away")} />}
    </div>
  );
}

import { Button } from "antd";
import { Component, type ReactNode } from "react";
import { t } from "@/i18n";
import { Notice } from "@/ui/State";

/** What a page shows when our own code failed. */
export function Crashed() {
  return (
    <Notice
      mark="warn"
      title={<h1>{t("state.crashed_title")}</h1>}
      help={t("state.crashed_help")}
      extra={
        <Button type="primary" onClick={() => location.reload()}>
          {t("state.reload")}
        </Button>
      }
    />
  );
}

export class ErrorBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? <Crashed /> : this.props.children;
  }
}

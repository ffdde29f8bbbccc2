import { FileImageOutlined, FileTextOutlined, VideoCameraOutlined } from "@ant-design/icons";
import { Button, Popconfirm } from "antd";
import type { EvidenceFile } from "@/api/types";
import { fileAddress } from "@/api/upload";
import { t } from "@/i18n";
import { bytesText } from "@/ui/time";

const ICON = { document: <FileTextOutlined />, pictures: <FileImageOutlined />, video: <VideoCameraOutlined /> };

/** One file: name, size, digest, and a way to open it. */
export function FileLine({ file, onRemove }: { file: EvidenceFile; onRemove?: () => void }) {
  return (
    <div style={{ padding: "4px 0" }} data-testid="file">
      <div style={{ display: "flex", gap: 8, alignItems: "center", flexWrap: "wrap" }}>
        <span aria-hidden="true">{ICON[file.kind]}</span>
        <a href={fileAddress(file.id)} target="_blank" rel="noreferrer">
          {file.name}
        </a>
        <span className="soft">{bytesText(file.bytes)}</span>
        {onRemove !== undefined && (
          <Popconfirm title={`${t("common.remove")} ${file.name}`} onConfirm={onRemove}>
            <Button size="small" type="text">
              {t("common.remove")}
            </Button>
          </Popconfirm>
        )}
      </div>
      <div className="digest" title={t("evidence.digest")}>
        SHA-256 {file.sha256}
      </div>
    </div>
  );
}

/** The files of one place: a line for each, with a thumbnail, and the one that is being looked at below them. */
import { FileImageOutlined, FileTextOutlined, PlayCircleOutlined, VideoCameraOutlined } from "@ant-design/icons";
import { Button, Popconfirm } from "antd";
import { useId, useRef, useState, type ReactNode } from "react";
import type { EvidenceFile } from "@/api/types";
import { fileAddress } from "@/api/upload";
import { mark, t } from "@/i18n";
import { bytesText } from "@/ui/time";
import { neighbour, showsAs, thumbnailAddress, viewedAddress } from "./viewable";
import { Viewer } from "./Viewer";

const ICON = { document: <FileTextOutlined />, pictures: <FileImageOutlined />, video: <VideoCameraOutlined /> };

interface Props {
  files: EvidenceFile[];
  onRemove?: (id: string) => void;
  /** Addresses of files that were chosen on this page, by id: they need not come back from the server to be seen. */
  local?: ReadonlyMap<string, string>;
  /** What is said about a file, in its own line: elsewhere it would stand beside another. */
  about?: ((id: string) => ReactNode) | undefined;
}

export function EvidenceFiles({ files, onRemove, local, about }: Props) {
  const id = useId();
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = files.find((file) => file.id === chosen);
  const list = useRef<HTMLDivElement>(null);
  const go = (next: string | null) => {
    setChosen(next);
    // Whoever closes the viewer is back where they opened it.
    if (next === null) list.current?.querySelector<HTMLElement>(`[data-file="${chosen}"]`)?.focus();
  };
  return (
    <div
      ref={list}
      onKeyDown={(event) => {
        // From the thumbnail as from the viewer, which the focus need not have entered; a drawer around them stays open.
        if (event.key !== "Escape" || shown === undefined) return;
        event.stopPropagation();
        go(null);
      }}
    >
      {files.map((file) => (
        <FileLine
          key={file.id}
          file={file}
          local={local?.get(file.id)}
          about={about?.(file.id)}
          isShown={file.id === chosen}
          viewer={id}
          show={() => setChosen(file.id === chosen ? null : file.id)}
          {...(onRemove === undefined ? {} : { onRemove: () => onRemove(file.id) })}
        />
      ))}
      {shown !== undefined && (
        <Viewer
          id={id}
          file={shown}
          // A PDF is shown in a frame, and the policy allows only our own pages there.
          address={(showsAs(shown.media_type) === "pdf" ? undefined : local?.get(shown.id)) ?? viewedAddress(shown)}
          before={neighbour(files, shown.id, -1)}
          after={neighbour(files, shown.id, 1)}
          go={go}
        />
      )}
    </div>
  );
}

interface LineProps {
  file: EvidenceFile;
  local: string | undefined;
  about: ReactNode;
  isShown: boolean;
  viewer: string;
  show: () => void;
  onRemove?: () => void;
}

/** One file: a thumbnail that opens it here, name, size, and its digest for those who verify. */
function FileLine({ file, local, about, isShown, viewer, show, onRemove }: LineProps) {
  const small = <Thumbnail file={file} address={local ?? thumbnailAddress(file)} />;
  return (
    <div className="file-line" data-testid="file">
      {showsAs(file.media_type) === null ? (
        small
      ) : (
        <button
          type="button"
          className="thumb-button"
          data-file={file.id}
          aria-label={`${t("evidence.open")}${mark.colon}${file.name}`}
          aria-expanded={isShown}
          aria-controls={isShown ? viewer : undefined}
          onClick={show}
        >
          {small}
        </button>
      )}
      <div>
        <div className="name">
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
        <Facts digest={file.sha256} />
        {about}
      </div>
    </div>
  );
}

/** What proves that a file is still the same. Few ever compare it, so it is there when it is asked for. */
export function Facts({ digest, title = t("evidence.facts") }: { digest: string; title?: string }) {
  return (
    <details className="file-facts">
      <summary>{title}</summary>
      <div className="digest">
        {t("evidence.digest")} {digest}
      </div>
    </details>
  );
}

/** A small picture, a moment of a video that is on this computer, or a sign of the kind. */
export function Thumbnail({ file, address }: { file: Pick<EvidenceFile, "kind" | "media_type">; address: string | undefined }) {
  const [isBroken, setBroken] = useState(false);
  const shows = showsAs(file.media_type);
  const broken = () => setBroken(true);
  if (address === undefined || isBroken || shows === null || shows === "pdf") {
    return (
      <span className="thumb" aria-hidden="true">
        {shows === "video" ? <PlayCircleOutlined /> : ICON[file.kind]}
      </span>
    );
  }
  return (
    <span className="thumb" aria-hidden="true">
      {shows === "picture" ? (
        <img src={address} alt="" loading="lazy" decoding="async" onError={broken} />
      ) : (
        <>
          {/* Its first moment is often blank; the sign says what it is whatever the picture. */}
          <video src={`${address}#t=1`} preload="metadata" muted onError={broken} />
          <PlayCircleOutlined className="over" />
        </>
      )}
    </span>
  );
}

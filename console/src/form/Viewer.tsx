/** A picture, a video or a PDF, shown where it stands, so that what is said about it can be read and written beside it. */
import { Button } from "antd";
import { useEffect, useRef, useState } from "react";
import type { EvidenceFile } from "@/api/types";
import { fileAddress } from "@/api/upload";
import { mark, t } from "@/i18n";
import { Film } from "./Film";
import { showsAs } from "./viewable";

interface Props {
  id: string;
  file: EvidenceFile;
  address: string;
  before: EvidenceFile | null;
  after: EvidenceFile | null;
  /** To another file, or back to none. */
  go: (id: string | null) => void;
}

export function Viewer({ id, file, address, before, after, go }: Props) {
  const root = useRef<HTMLElement>(null);
  useEffect(() => {
    // In braces: newer browsers answer with a promise, which is not what an effect may return.
    root.current?.scrollIntoView({ block: "nearest" });
  }, [file.id]);
  return (
    <section
      ref={root}
      id={id}
      className="viewer no-print verbatim"
      aria-label={`${t("evidence.viewing")}${mark.colon}${file.name}`}
    >
      <div className="viewer-bar">
        <strong>{file.name}</strong>
        {showsAs(file.media_type) === "picture" && (
          <a href={fileAddress(file.id)} target="_blank" rel="noreferrer">
            {t("evidence.original")}
          </a>
        )}
        <Button size="small" disabled={before === null} onClick={() => go(before?.id ?? null)}>
          {t("evidence.previous")}
        </Button>
        <Button size="small" disabled={after === null} onClick={() => go(after?.id ?? null)}>
          {t("evidence.next")}
        </Button>
        <Button size="small" onClick={() => go(null)}>
          {t("common.close")}
        </Button>
      </div>
      <Shown key={file.id} file={file} address={address} />
    </section>
  );
}

function Shown({ file, address }: { file: EvidenceFile; address: string }) {
  // A picture that the server cannot make small may still be one for the browser.
  const sources = [...new Set([address, fileAddress(file.id)])];
  const [failures, setFailures] = useState(0);
  const source = sources[failures];
  const broken = () => setFailures(failures + 1);
  if (source === undefined) {
    return (
      <p role="alert">
        {t("evidence.not_shown")} <a href={fileAddress(file.id)} download={file.name}>{t("evidence.download")}</a>
      </p>
    );
  }
  switch (showsAs(file.media_type)) {
    case "picture":
      return <img src={source} alt={file.name} onError={broken} />;
    case "video":
      return <Film key={source} source={source} name={file.name} onError={broken} />;
    case "pdf":
      return <iframe src={source} title={file.name} />;
    case null:
      return null;
  }
}

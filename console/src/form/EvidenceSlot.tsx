/** A place for files of one kind: drag and drop, progress, and the digest that the server answers. */
import { useId, useRef, useState } from "react";
import { queryOptions, useQuery } from "@tanstack/react-query";
import type { EvidenceFile, FormEvidence } from "@/api/types";
import { answer, api } from "@/api/client";
import { mark, t, word } from "@/i18n";
import { useNarrow } from "@/ui/screen";
import { bytesText } from "@/ui/time";
import { CameraButton } from "./CameraButton";
import { EvidenceFiles } from "./EvidenceFiles";
import { GoingLine } from "./GoingLine";
import { RemarkLines } from "./RemarkLines";
import { useUploads, type Place } from "./useUploads";

/** The endings that the server takes, as in `crates/files/src/format.rs`; it looks into the file as well. */
const ENDINGS: Record<FormEvidence["kind"], string[]> = {
  document: ["pdf", "ofd", "doc", "docx", "wps", "xls", "xlsx", "et", "ppt", "pptx", "dps", "txt", "csv"],
  pictures: ["jpg", "jpeg", "png", "webp", "heic", "heif", "gif"],
  video: ["mp4", "m4v", "mov", "webm"],
};

/** Pictures and videos by their kind, because a telephone then offers its gallery. */
const ACCEPT: Record<FormEvidence["kind"], string> = {
  document: ENDINGS.document.map((ending) => `.${ending}`).join(","),
  pictures: "image/jpeg,image/png,image/webp,image/heic,image/gif",
  video: "video/mp4,video/quicktime,video/webm",
};

/** The same for everybody while the server runs. */
const limitsQuery = queryOptions({
  queryKey: ["files", "limits"],
  queryFn: () => answer(api.GET("/api/files/limits", {})),
  staleTime: Infinity,
});

interface Props extends Pick<Place, "unit" | "onAdd" | "onSending"> {
  slot: FormEvidence;
  files: EvidenceFile[];
  problem: string | undefined;
  remarks?: string[] | undefined;
  onRemove: (id: string) => void;
}

export function EvidenceSlot({ slot, unit, files, problem, remarks, onAdd, onRemove, onSending }: Props) {
  const id = useId();
  const { going, local, take, again, drop } = useUploads({ kind: slot.kind, unit, onAdd, onSending });
  return (
    <section style={{ marginBottom: 16 }} data-pointer={`/evidence/${slot.key}`} aria-labelledby={`${id}-title`}>
      <Asked slot={slot} titleId={`${id}-title`} count={files.length} remarks={remarks} />
      <EvidenceFiles files={files} onRemove={onRemove} local={local} />
      {going.map((one) => (
        <GoingLine
          key={one.key}
          one={one}
          kind={slot.kind}
          address={local.get(one.key)}
          again={() => again(one)}
          drop={() => drop(one)}
        />
      ))}
      <FileDrop slot={slot} take={take} />
      <CameraButton slot={slot} onTake={take} />
      {problem !== undefined && (
        <div role="alert" className="trouble">
          {problem}
        </div>
      )}
    </section>
  );
}

interface AskedProps {
  slot: FormEvidence;
  titleId: string;
  /** How many there are already. */
  count: number;
  remarks: string[] | undefined;
}

/** What is asked for: how many files, of which formats, and how large one may be. */
function Asked({ slot, titleId, count, remarks }: AskedProps) {
  const limits = useQuery(limitsQuery).data;
  const number =
    slot.required || slot.min > 1
      ? t("evidence.count", { count, min: slot.min, max: slot.max })
      : t("evidence.count_max", { count, max: slot.max });
  return (
    <>
      <div id={titleId} style={{ marginBottom: 4 }}>
        <strong style={{ fontWeight: 500 }}>{slot.title}</strong>{" "}
        <span className="soft">
          {mark.open}{t(slot.required ? "form.required" : "form.optional")} · {word("evidence", slot.kind)} · {number}{mark.close}
        </span>
      </div>
      <RemarkLines remarks={remarks} />
      {slot.help != null && <div className="soft">{slot.help}</div>}
      <div className="soft">
        {t("evidence.formats", { endings: ENDINGS[slot.kind].join(mark.comma) })}
        {limits !== undefined && t("evidence.size_max", { size: bytesText(limits[slot.kind]) })}
      </div>
    </>
  );
}

/** Where files are chosen, or let fall. */
function FileDrop({ slot, take }: { slot: FormEvidence; take: (list: FileList | null) => void }) {
  // Nothing can be dragged on a telephone.
  const isNarrow = useNarrow();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple={slot.max > 1}
        accept={ACCEPT[slot.kind]}
        aria-label={slot.title}
        data-testid={`file-${slot.key}`}
        style={{ display: "none" }}
        onChange={(event) => {
          take(event.target.files);
          event.target.value = "";
        }}
      />
      <button
        type="button"
        className="drop"
        data-over={over}
        onClick={() => input.current?.click()}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          take(event.dataTransfer.files);
        }}
      >
        {t(isNarrow ? "evidence.choose" : "evidence.drop")}
      </button>
    </>
  );
}

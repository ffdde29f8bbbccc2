/** A place for files of one kind: drag and drop, progress, and the digest that the server answers. */
import { useEffect, useId, useRef, useState } from "react";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { Button, Progress } from "antd";
import type { EvidenceFile, FormEvidence } from "@/api/types";
import { answer, api } from "@/api/client";
import { asProblem, type Problem } from "@/api/problem";
import { upload, type Upload } from "@/api/upload";
import { newKey } from "@/api/write";
import { mark, t, word } from "@/i18n";
import { useNarrow } from "@/ui/screen";
import { bytesText } from "@/ui/time";
import { CameraButton } from "./CameraButton";
import { EvidenceFiles, Thumbnail } from "./EvidenceFiles";
import { RemarkLines } from "./RemarkLines";
import { useLocalFiles } from "./localFiles";

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

interface Going {
  key: string;
  /** The how manieth file that was chosen on this page. */
  place: number;
  file: File;
  share: number;
  /** The connection is lost; it goes on by itself. */
  waiting: boolean;
  failure: Problem | null;
  upload: Upload | null;
}

interface Props {
  slot: FormEvidence;
  unit: string;
  files: EvidenceFile[];
  problem: string | undefined;
  remarks?: string[] | undefined;
  /** `isLater` tells those that were chosen after it: files arrive in any order and are shown as they were chosen. */
  onAdd: (file: EvidenceFile, isLater: (other: EvidenceFile) => boolean) => void;
  onRemove: (id: string) => void;
  /** Told how many files are still on their way or were refused, so that the form is not sent without them. */
  onSending: (sending: { busy: number; failed: number }) => void;
}

export function EvidenceSlot({ slot, unit, files, problem, remarks, onAdd, onRemove, onSending }: Props) {
  const id = useId();
  // Nothing can be dragged on a telephone.
  const isNarrow = useNarrow();
  const limits = useQuery(limitsQuery).data;
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [going, setGoing] = useState<Going[]>([]);
  const local = useLocalFiles();
  const chosen = useRef(0);
  /** By the server's id; a file that was there before the page has none. */
  const places = useRef(new Map<string, number>());
  const failed = going.filter((one) => one.failure !== null).length;
  const busy = going.length - failed;
  const told = useRef(onSending);
  told.current = onSending;
  useEffect(() => told.current({ busy, failed }), [busy, failed]);

  const change = (key: string, part: Partial<Going>) =>
    setGoing((before) => before.map((one) => (one.key === key ? { ...one, ...part } : one)));
  const start = ({ key, file, place }: Pick<Going, "key" | "file" | "place">) => {
    const sent = upload(file, { unit, kind: slot.kind }, (how) => change(key, how));
    change(key, { upload: sent, failure: null, waiting: false });
    sent.done.then(
      (view) => {
        setGoing((before) => before.filter((one) => one.key !== key));
        local.rename(key, view.id);
        places.current.set(view.id, place);
        onAdd(view, ({ id: other }) => (places.current.get(other) ?? -1) > place);
      },
      (error: unknown) => change(key, { failure: asProblem(error), upload: null }),
    );
  };
  const take = (list: FileList | null) => {
    const fresh = [...(list ?? [])].map((file) => ({
      key: newKey(), place: chosen.current++, file, share: 0, waiting: false, failure: null, upload: null,
    }));
    setGoing((before) => [...before, ...fresh]);
    for (const one of fresh) {
      local.add(one.key, one.file);
      start(one);
    }
  };
  const count =
    slot.required || slot.min > 1
      ? t("evidence.count", { count: files.length, min: slot.min, max: slot.max })
      : t("evidence.count_max", { count: files.length, max: slot.max });

  return (
    <section style={{ marginBottom: 16 }} data-pointer={`/evidence/${slot.key}`} aria-labelledby={`${id}-title`}>
      <div id={`${id}-title`} style={{ marginBottom: 4 }}>
        <strong style={{ fontWeight: 500 }}>{slot.title}</strong>{" "}
        <span className="soft">
          {mark.open}{t(slot.required ? "form.required" : "form.optional")} · {word("evidence", slot.kind)} · {count}{mark.close}
        </span>
      </div>
      <RemarkLines remarks={remarks} />
      {slot.help != null && <div className="soft">{slot.help}</div>}
      <div className="soft">
        {t("evidence.formats", { endings: ENDINGS[slot.kind].join(mark.comma) })}
        {limits !== undefined && t("evidence.size_max", { size: bytesText(limits[slot.kind]) })}
      </div>
      <EvidenceFiles files={files} onRemove={onRemove} local={local.addresses} />
      {going.map((one) => (
        <GoingLine
          key={one.key}
          one={one}
          kind={slot.kind}
          address={local.addresses.get(one.key)}
          again={() => start(one)}
          drop={() => {
            one.upload?.cancel();
            setGoing((before) => before.filter(({ key }) => key !== one.key));
          }}
        />
      ))}
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
      <CameraButton slot={slot} onTake={take} />
      {problem !== undefined && (
        <div role="alert" className="trouble">
          {problem}
        </div>
      )}
    </section>
  );
}

function stateOf(waiting: boolean, percent: number): string {
  if (waiting) return t("evidence.waiting", { percent });
  return percent >= 100 ? t("evidence.hashing") : t("evidence.progress", { percent });
}

function GoingLine({ one, kind, address, again, drop }: {
  one: Going;
  kind: FormEvidence["kind"];
  address: string | undefined;
  again: () => void;
  drop: () => void;
}) {
  const percent = Math.floor(one.share * 100);
  return (
    <div style={{ display: "flex", gap: 8, alignItems: "center", flexWrap: "wrap", padding: "4px 0" }}>
      <Thumbnail file={{ kind, media_type: one.file.type }} address={address} />
      <span>{one.file.name}</span>
      {one.failure === null ? (
        <>
          <Progress percent={percent} size="small" style={{ width: 160, margin: 0 }} showInfo={false} />
          <span className="soft" aria-live="polite">
            {stateOf(one.waiting, percent)}
          </span>
        </>
      ) : (
        <>
          <span role="alert" className="trouble">
            {t("evidence.failed")}{mark.colon}{one.failure.message}
          </span>
          {/* What the server refused it would refuse again. */}
          {one.failure.isUncertain && (
            <Button size="small" onClick={again}>
              {t("evidence.again")}
            </Button>
          )}
        </>
      )}
      <Button size="small" type="text" onClick={drop}>
        {t("common.remove")}
      </Button>
    </div>
  );
}

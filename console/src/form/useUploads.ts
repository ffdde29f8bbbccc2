import { useEffect, useRef, useState } from "react";
import type { EvidenceFile, FormEvidence } from "@/api/types";
import { asProblem, type Problem } from "@/api/problem";
import { upload, type Upload } from "@/api/upload";
import { newKey } from "@/api/write";
import { useLocalFiles } from "./localFiles";

export interface Going {
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

export interface Place {
  kind: FormEvidence["kind"];
  unit: string;
  /** `isLater` tells those that were chosen after it: files arrive in any order and are shown as they were chosen. */
  onAdd: (file: EvidenceFile, isLater: (other: EvidenceFile) => boolean) => void;
  /** Told how many files are still on their way or were refused, so that the form is not sent without them. */
  onSending: (sending: { busy: number; failed: number }) => void;
}

/** The files that were chosen for one place and have not arrived yet. */
export function useUploads({ kind, unit, onAdd, onSending }: Place) {
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
  const forget = (key: string) => setGoing((before) => before.filter((one) => one.key !== key));
  const start = ({ key, file, place }: Pick<Going, "key" | "file" | "place">) => {
    const sent = upload(file, { unit, kind }, (how) => change(key, how));
    change(key, { upload: sent, failure: null, waiting: false });
    sent.done.then(
      (view) => {
        forget(key);
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
  const drop = (one: Going) => {
    one.upload?.cancel();
    forget(one.key);
  };
  return { going, local: local.addresses, take, again: start, drop };
}

/** On a telephone: straight to the camera, for pictures and videos taken on the spot. */
import { useRef } from "react";
import type { FormEvidence } from "@/api/types";
import { mark, t } from "@/i18n";
import { useNarrow } from "@/ui/screen";

const TAKES: Partial<Record<FormEvidence["kind"], string>> = { pictures: "image/*", video: "video/*" };

export function CameraButton({ slot, onTake }: { slot: FormEvidence; onTake: (files: FileList | null) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const accept = TAKES[slot.kind];
  if (!useNarrow() || accept === undefined) return null;
  const text = t(slot.kind === "video" ? "evidence.film" : "evidence.photograph");
  return (
    <>
      <input
        ref={input}
        type="file"
        accept={accept}
        capture="environment"
        aria-label={`${slot.title}${mark.colon}${text}`}
        data-testid={`camera-${slot.key}`}
        style={{ display: "none" }}
        onChange={(event) => {
          onTake(event.target.files);
          event.target.value = "";
        }}
      />
      <button type="button" className="drop camera" onClick={() => input.current?.click()}>
        {text}
      </button>
    </>
  );
}

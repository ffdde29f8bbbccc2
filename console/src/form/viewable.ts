/** What of a file a browser of the year can show in the page. Pure. */
import type { EvidenceFile } from "@/api/types";
import { fileAddress, previewAddress } from "@/api/upload";

export type Shows = "picture" | "video" | "pdf";

/** HEIC, which telephones make, and office documents are for a program of their own. */
const PICTURES = ["image/jpeg", "image/png", "image/webp", "image/gif"];

export function showsAs(media_type: string): Shows | null {
  if (PICTURES.includes(media_type)) return "picture";
  if (media_type.startsWith("video/")) return "video";
  return media_type === "application/pdf" ? "pdf" : null;
}

/** The server makes pictures small for a list. */
export function thumbnailAddress({ id, media_type }: EvidenceFile): string | undefined {
  return showsAs(media_type) === "picture" ? previewAddress(id, "thumbnail") : undefined;
}

/** What is looked at: a picture in the size of a screen, except one that moves; everything else as it is. */
export function viewedAddress({ id, media_type }: EvidenceFile): string {
  const still = showsAs(media_type) === "picture" && media_type !== "image/gif";
  return still ? previewAddress(id, "screen") : fileAddress(id);
}

/** The file before or after this one among those that can be shown; none beyond either end. */
export function neighbour(files: EvidenceFile[], id: string, step: 1 | -1): EvidenceFile | null {
  const shown = files.filter(({ media_type }) => showsAs(media_type) !== null);
  const at = shown.findIndex((file) => file.id === id);
  return at < 0 ? null : (shown[at + step] ?? null);
}

/** Early enough for a short one, late enough for the camera to have opened its eye. */
const GLIMPSE_S = 1;

/** A moment of a video that shows what it is about; none where its length is not known, as of one that was just recorded. */
export function glimpseAt(seconds: number): number | null {
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(GLIMPSE_S, seconds / 2) : null;
}

/** `0:42`, `1:02:03`, as the browser writes it below the video. */
export function lengthText(seconds: number): string | null {
  if (!Number.isFinite(seconds) || seconds <= 0) return null;
  const whole = Math.max(1, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  const two = (number: number) => String(number).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** What of a file a browser of the year can show in the page. Pure. */
import type { EvidenceFile } from "@/api/types";

export type Shows = "picture" | "video" | "pdf";

/** HEIC, which telephones make, and office documents are for a program of their own. */
const PICTURES = ["image/jpeg", "image/png", "image/webp", "image/gif"];

export function showsAs(media_type: string): Shows | null {
  if (PICTURES.includes(media_type)) return "picture";
  if (media_type.startsWith("video/")) return "video";
  return media_type === "application/pdf" ? "pdf" : null;
}

/**
 * The server has no small versions of pictures, so a thumbnail is the whole picture; beyond this size a list of twenty
 * would cost more than it shows.
 */
const THUMBNAIL_BYTES_MAX = 2 * 1024 * 1024;

export function hasThumbnail({ media_type, bytes }: EvidenceFile): boolean {
  return showsAs(media_type) === "picture" && bytes <= THUMBNAIL_BYTES_MAX;
}

/** The file before or after this one among those that can be shown; none beyond either end. */
export function neighbour(files: EvidenceFile[], id: string, step: 1 | -1): EvidenceFile | null {
  const shown = files.filter(({ media_type }) => showsAs(media_type) !== null);
  const at = shown.findIndex((file) => file.id === id);
  return at < 0 ? null : (shown[at + step] ?? null);
}

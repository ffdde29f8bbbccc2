/** A video to look at. Before it runs it says that it is one and how long, over a moment in it: its first one is often blank. */
import { PlayCircleOutlined } from "@ant-design/icons";
import { useRef, useState } from "react";
import { glimpseAt, lengthText } from "./viewable";

/** A browser may put it at the next picture. */
const NEAR_S = 0.1;

export function Film({ source, name, onError }: { source: string; name: string; onError: () => void }) {
  const [length, setLength] = useState<string | null>(null);
  const [hasRun, setRun] = useState(false);
  /** Where the glimpse is; nothing once it has run. */
  const glimpse = useRef<number | null>(null);
  return (
    <div className="film">
      {/* Evidence is filmed by offices on the spot; there is nobody who could write captions for it. */}
      <video
        src={source}
        controls
        preload="metadata"
        aria-label={name}
        onError={onError}
        onLoadedMetadata={({ currentTarget: video }) => {
          setLength(lengthText(video.duration));
          glimpse.current = glimpseAt(video.duration);
          if (glimpse.current !== null) video.currentTime = glimpse.current;
        }}
        onPlay={({ currentTarget: video }) => {
          setRun(true);
          // From its beginning, unless somebody has chosen another place before.
          if (glimpse.current !== null && Math.abs(video.currentTime - glimpse.current) < NEAR_S) video.currentTime = 0;
          glimpse.current = null;
        }}
      />
      {!hasRun && (
        <span className="film-sign" aria-hidden="true">
          <PlayCircleOutlined /> {length}
        </span>
      )}
    </div>
  );
}

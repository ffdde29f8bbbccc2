/**
 * Keeps a draft while it is being written: saves a moment after the last change, one save at a time, tries again
 * when the connection fails, and stops when somebody else has changed the same draft.
 */
import { asProblem } from "@/api/problem";
import type { Unsaved } from "./unsaved";

export type DraftState =
  | { name: "clean" }
  | { name: "waiting" }
  | { name: "saving" }
  | { name: "saved"; at: string }
  /** `isAway`: nobody answered, so it is tried again by itself; otherwise somebody has to do what the message says. */
  | { name: "failed"; message: string; isAway: boolean }
  | { name: "conflict" };

export interface Saved {
  revision: number;
  /** The server's instant of the save. */
  at: string;
}

export type Save<T> = (content: T, revision: number) => Promise<Saved>;

const QUIET_MS = 1_200;
const RETRY_MS = 6_000;

export class DraftKeeper<T> {
  private state: DraftState = { name: "clean" };
  private pending: T | null = null;
  private running: Promise<void> | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly listeners = new Set<() => void>();
  private readonly save: Save<T>;
  /** Told what would be lost with the page, and `null` when nothing would. */
  private readonly spare: (unsaved: Unsaved<T> | null) => void;
  private revision: number;

  constructor(save: Save<T>, revision: number, spare: (unsaved: Unsaved<T> | null) => void = () => undefined) {
    this.save = save;
    this.revision = revision;
    this.spare = spare;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly current = (): DraftState => this.state;

  get latestRevision(): number {
    return this.revision;
  }

  /** True while something would be lost by closing the page. */
  get isUnsaved(): boolean {
    return this.pending !== null || this.running !== null;
  }

  change(content: T): void {
    this.pending = content;
    this.spare({ content, revision: this.revision });
    if (this.state.name === "conflict") return;
    if (this.state.name !== "saving") this.enter({ name: "waiting" });
    this.later(QUIET_MS);
  }

  /** Saves now what is not yet saved; done when everything is, or when it cannot be. */
  async flush(): Promise<boolean> {
    clearTimeout(this.timer);
    while (this.running !== null || (this.pending !== null && this.state.name !== "conflict")) {
      await (this.running ?? this.run());
      if (this.state.name === "failed" || this.state.name === "conflict") break;
    }
    return !this.isUnsaved;
  }

  /** What is not saved yet need not be any more: another version holds, or all of it has been sent. */
  giveUp(): void {
    clearTimeout(this.timer);
    this.pending = null;
    this.spare(null);
  }

  /** The other version is known now; ours is saved over it. */
  keepMine(revision: number, content: T): void {
    this.revision = revision;
    this.pending = content;
    this.spare({ content, revision });
    this.enter({ name: "waiting" });
    this.later(0);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.listeners.clear();
  }

  private later(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.run(), ms);
  }

  private run(): Promise<void> {
    this.running ??= this.attempt().finally(() => {
      this.running = null;
      if (this.pending !== null && this.state.name === "saved") {
        this.enter({ name: "waiting" });
        this.later(QUIET_MS);
      }
    });
    return this.running;
  }

  private async attempt(): Promise<void> {
    const content = this.pending;
    if (content === null || this.state.name === "conflict") return;
    this.pending = null;
    this.enter({ name: "saving" });
    try {
      const { revision, at } = await this.save(content, this.revision);
      this.revision = revision;
      this.spare(this.pending === null ? null : { content: this.pending, revision });
      this.enter({ name: "saved", at });
    } catch (error) {
      this.pending ??= content;
      const problem = asProblem(error);
      if (problem.kind === "stale") return this.enter({ name: "conflict" });
      this.enter({ name: "failed", message: problem.message, isAway: problem.isUncertain });
      if (problem.isUncertain) this.later(RETRY_MS);
    }
  }

  private enter(state: DraftState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}

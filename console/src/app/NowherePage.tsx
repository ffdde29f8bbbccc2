import { Problem } from "@/api/problem";
import { Problematic } from "@/ui/State";

export default function NowherePage() {
  return <Problematic problem={new Problem("not-found", 404, "")} />;
}

/** Who does the work of a post for some days, and for whom: said at the post itself, on both sides. */
import { useQuery } from "@tanstack/react-query";
import { answer, api } from "@/api/client";
import { useMe } from "@/app/session";
import { mark, t } from "@/i18n";
import { dayText, instantText } from "@/ui/time";
import type { PostView } from "./api";
import { roleText } from "./words";

/** The posts of one unit; it has a handful. */
const POSTS_MAX = 200;

/** The kind of a post with the words on its door, which may be any. */
export function RoleCell({ post }: { post: PostView }) {
  return (
    <>
      {roleText(post.role, post.stands_in_for != null)}
      {post.title != null && <div className="soft">{post.title}</div>}
      <StandIns post={post} />
    </>
  );
}

function StandIns({ post }: { post: PostView }) {
  const unit = post.unit.id;
  const today = instantText(useMe().now).slice(0, 10);
  const { data } = useQuery({
    queryKey: ["posts", unit, "stand-ins"],
    queryFn: () => answer(api.GET("/api/posts", { params: { query: { unit, limit: POSTS_MAX } } })),
  });
  const posts = data?.items ?? [];
  const borrowed = posts.find(({ id }) => id === post.stands_in_for);
  // One that is over is in the history of whoever stood in.
  const others = posts.filter((other) => other.stands_in_for === post.id && (other.valid_to ?? today) >= today);
  return (
    <>
      {borrowed !== undefined && <div className="soft">{t("people.stands_in_for", { name: borrowed.person_name })}</div>}
      {others.map((other) => (
        <div key={other.id} className="soft">
          {t("people.stood_in_by", { name: other.person_name })}
          {mark.open}
          {`${dayText(other.valid_from)} — ${dayText(other.valid_to)}`}
          {mark.close}
        </div>
      ))}
    </>
  );
}

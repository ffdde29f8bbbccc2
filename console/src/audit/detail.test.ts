import { expect, it } from "vitest";
import { saidOf } from "./detail";

const PERSON = "0190a8f0-1111-7abc-8def-0123456789ab";

it.each([
  [{ verdict: "return", step: 0, review: PERSON, until: null }, ["审核步骤 第 1 步", "结论 退回"]],
  [{ give: { role: "city_officer", person: PERSON, from: "2021-06-01", to: null } }, ["授予岗位 岗位 市级填报员；起 2021-06-01 周二"]],
  [{ reset_password: true, sessions_ended: 0 }, ["重置口令 "]],
  [{ item: "报送本周活动情况 · 第 22 周", obligation: PERSON }, ["事项 报送本周活动情况 · 第 22 周"]],
  [{ table: "weekly", table_title: "活动情况统计表", number: "2021-TJ-1" }, ["统计表 活动情况统计表", "编号 2021-TJ-1"]],
  [{ table: "weekly" }, ["统计表 weekly"]],
  [{ export: "activity", rows: 3 }, ["导出 活动记录", "行数 3"]],
  [{ export: "exposure" }, ["导出 曝光案例"]],
  [{ export: { format: "csv", lines: 3 } }, ["导出 格式 csv；行数 3"]],
  [{ disabled: false }, ["停用账号 否"]],
  [{ kind: "city", key: "b" }, ["类别 市", "标识 b"]],
  // The key of a kind of the plan is no word; it stands in the line itself.
  [{ move: "create", kind: "line-inspection" }, ["操作 新建"]],
  [{ obligations: [PERSON, PERSON] }, ["应办事项 2 项"]],
  [{ keys: Array.from({ length: 12 }, (_, at) => `u${at}`) }, ["单位编码 u0、u1、u2、u3、u4、u5、u6、u7、u8、u9 等 12 项"]],
  [{ nobody_knows: 1 }, []],
  [null, []],
])("says %j in words", (detail, said) => {
  const order = (lines: string[]) => [...lines].sort();
  expect(order(saidOf(detail).map(({ label, text }) => `${label} ${text}`))).toEqual(order(said));
});

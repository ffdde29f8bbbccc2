import { expect, it } from "vitest";
import { roleAbout } from "./words";

it.each([
  ["system_admin", [], "管理组织机构，查看方案和后台任务；不管理人员、不查看报送内容。"],
  ["system_admin", ["org.manage_people", "campaign.read"], "管理组织机构，查看方案和后台任务；不查看报送内容。"],
  ["security_admin", ["org.manage_people", "campaign.read", "obligation.read"], "管理全部人员、岗位和账号（包括各类管理员的）。"],
])("says of %s only what the other posts leave true", (role, actions, about) => {
  expect(roleAbout(role, actions)).toBe(about);
});

import { CloseCircleFilled } from "@ant-design/icons";
import { t } from "@/i18n";

/** For `allowClear` of a choice: the library says “Clear” of its button in every language, and draws no icon for a button that is named. */
export const clearing = () => ({ clearIcon: <CloseCircleFilled />, label: t("common.clear") });

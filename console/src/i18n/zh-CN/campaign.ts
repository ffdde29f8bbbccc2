export const campaign = {
  "campaign.none_help": "请由办公室在“活动方案”中上传并采用方案文件。",
};

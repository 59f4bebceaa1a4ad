//! Words of signing in.

use zhangban_api::Message;

pub(super) const LEAD: Message = Message::new(
    "仅供本部门工作人员使用。办事群众无需登录，请从首页进入。",
    "For staff of the department only. Citizens need no account: start from the home page.",
);
pub(super) const NAME: Message = Message::new("用户名", "Name");
pub(super) const PASSWORD: Message = Message::new("密码", "Password");
pub(super) const CODE: Message = Message::new("动态验证码", "Code");
pub(super) const CODE_HINT: Message =
    Message::new("手机验证器当前显示的 6 位数字", "The six digits that your authenticator shows now");
pub(super) const SUBMIT: Message = Message::new("登录", "Sign in");
pub(super) const FORGOTTEN: Message = Message::new(
    "忘记密码或更换手机，请联系系统管理员重置。",
    "If you forgot the password or changed your phone, ask your administrator for a reset.",
);

pub(super) const SIGNED_IN: Message = Message::new("您已登录", "You are signed in");
pub(super) const ROLE: Message = Message::new("岗位", "Role");
pub(super) const DEPARTMENT: Message = Message::new("部门", "Department");
pub(super) const ALL_DEPARTMENTS: Message = Message::new("全部", "All");
pub(super) const SIGN_OUT: Message = Message::new("退出登录", "Sign out");
pub(super) const LEAVING: Message = Message::new(
    "离开座位前请退出登录。30 分钟没有操作会自动退出。",
    "Sign out before you leave your desk. After 30 minutes without a touch you are signed out.",
);

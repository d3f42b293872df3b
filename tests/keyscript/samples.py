"""A whole script, as the language's description shows it."""

from __future__ import annotations

VOID_KEYS = """\
# void.keys
Profile  cn-classic
Seed     42
Lang     zh

Background
  Given    signed-on
  Customer arrives holding demo-debit

Scenario "void before the card leaves"
  Sale     58.00 as $sale                   # a move: it presses the real keys
  Menu     void                             # a move: the keys that the menu table says
  Expect   Screen void.password "请输入主管密码"
  Secret   supervisor                       # types a secret by name; its digits stand in no file
  Enter
  Keys     $sale.voucher Enter
  Expect   Field amount 58.00
  Enter
  Card     swipe demo-debit
  Secret   demo-debit
  Enter
  Expect   Sent 0200 F3=200000 F4=000000005800 F37=$sale.rrn F61=${sale.batch}${sale.voucher} F64:present
  Expect   Received 0210 F39=00 F11:echo
  Expect   Screen void.approved "撤销成功"
  Expect   Receipt merchant "消费撤销"
  Expect   Ledger balanced

Scenario "host answers <code> to a void"
  Examples
    | code | text         |
    | 25   | 没有原始交易 |
    | 91   | 发卡方       |
  Sale     10.00 as $sale
  Host     reply <code>
  Void     $sale
  Expect   Screen "<text>"
  Expect   Ledger balanced
"""

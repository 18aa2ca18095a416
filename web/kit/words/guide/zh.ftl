# The safety guide in Chinese, simplified. Plain text without variables; fetched on its own when it is read.
# Next: en.ftl, the source.

guide-title = 如何在这里保护自己
guide-back = 返回
guide-language = 语言
guide-about-send = 您的消息中似乎有私密内容。发送之前请先看看这里。
guide-about-agent = 有人向您索要什么吗？请先对照这里。
guide-about-done = 本次聊天已结束，并已从此设备上删除。下次也请这样做。
guide-send-title = 哪些内容不要发送
guide-send = 银行卡安全码、密码、一次性验证码、身份证件照片。我们会隐藏能识别的内容，但没有任何方法能识别一切。
guide-agent-title = 真正的客服会怎么做
guide-agent = 绝不会索要密码、PIN 码或银行卡安全码，绝不会催促您，也绝不会让您转到其他应用继续聊。
guide-wrong-title = 如果感觉不对劲
guide-wrong = 请关闭聊天，用您已知的号码致电商店，并告诉他们。
guide-done-title = 聊完之后
guide-done = 请关闭聊天，在公用电脑上尤其要这样做。关闭后，聊天会从此设备上删除。

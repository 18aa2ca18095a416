# The safety guide in Arabic, read from the right. Plain text without variables; fetched on its own when it is read.
# Next: en.ftl, the source.

guide-title = كيف تبقى آمنًا هنا
guide-back = رجوع
guide-language = اللغة
guide-about-send = يبدو أن في رسالتك شيئًا خاصًا. اقرأ هذا قبل إرسالها.
guide-about-agent = هل يطلب منك أحد شيئًا؟ قارنه أولًا بما يلي.
guide-about-done = انتهت هذه المحادثة وحُذفت من هذا الجهاز. افعل الشيء نفسه في المرة القادمة.
guide-send-title = ما لا ينبغي إرساله
guide-send = رموز أمان البطاقات، وكلمات المرور، ورموز الاستخدام لمرة واحدة، وصور وثائق الهوية. نحن نخفي ما نتعرّف عليه، لكن لا شيء يتعرّف على كل شيء.
guide-agent-title = كيف يتصرف الموظف الحقيقي
guide-agent = لا يطلب أبدًا كلمة مرور أو رقمًا سريًا أو رمز أمان البطاقة. ولا يستعجلك أبدًا، ولا يطلب منك أن تتابع في تطبيق آخر.
guide-wrong-title = إذا بدا لك شيء غير سليم
guide-wrong = أغلق المحادثة. اتصل بالمتجر على الرقم الذي تعرفه وأخبرهم بما حدث.
guide-done-title = عندما تنتهي
guide-done = أغلق المحادثة، خصوصًا على جهاز مشترك. فهذا يحذفها من هذا الجهاز.

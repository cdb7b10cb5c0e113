"""Lines that every reader of a language expects to go from a page: share, follow, subscribe, copyright, related, pages, comments, cookies, accounts, print, top."""

import pytest

from cleaner.rules.boilerplate_line.phrases import of_line

COMMON = """
ar: شارك | مشاركة | اشترك | جميع الحقوق محفوظة | اقرأ أيضا | الصفحة التالية | أضف تعليقا | تسجيل الدخول | سياسة الخصوصية | أخبار ذات صلة | إعلان | طباعة | اتصل بنا | الأكثر قراءة
de: Teilen | Auf Facebook teilen | Abonnieren | Alle Rechte vorbehalten | Lesen Sie auch | Nächste Seite | Kommentar schreiben | Cookies akzeptieren | Anmelden | Impressum | Datenschutz | Mehr zum Thema | Artikel drucken | Anzeige | Nach oben | Zur Startseite | Newsletter abonnieren
en: Share this article | Share on Facebook | Tweet | Subscribe now | Sign up for our newsletter | All rights reserved | Related articles | Read more | Next page | Previous page | Leave a comment | View comments | Accept cookies | Log in | Sign in | Register | Privacy policy | Terms of use | Advertisement | Print this page | Back to top | Most popular | You may also like | Recommended for you | Contact us | About us | Follow us | Download our app | Add to favorites | Most read | Editor's picks | Email this article | Copy link | Skip to content | Report this ad | Comments are closed | Trending now | Sponsored content | Manage cookies
es: Compartir | Suscríbete | Todos los derechos reservados | Lea también | Página siguiente | Deja un comentario | Aceptar cookies | Iniciar sesión | Aviso legal | Noticias relacionadas | Compartir en Facebook | Publicidad | Imprimir | Política de privacidad | Volver arriba | Lo más leído | Te puede interesar
fa: اشتراک گذاری | عضویت | تمامی حقوق محفوظ است | مطالب مرتبط | صفحه بعد | ارسال نظر | ورود | ثبت نام | تماس با ما | درباره ما | چاپ | اخبار مرتبط
fr: Partager | S'abonner | Tous droits réservés | À lire aussi | Lire aussi | Page suivante | Laisser un commentaire | Accepter les cookies | Se connecter | Mentions légales | Mots clés | Articles similaires | Partager sur Facebook | Publicité | Haut de page | Imprimer | Politique de confidentialité | Voir tous les commentaires | Je m'abonne
hi: शेयर करें | सब्सक्राइब करें | सर्वाधिकार सुरक्षित | यह भी पढ़ें | अगला पेज | टिप्पणी करें | लॉग इन करें | गोपनीयता नीति | संबंधित खबरें | विज्ञापन | प्रिंट करें | हमसे संपर्क करें
id: Bagikan | Berlangganan | Hak cipta dilindungi | Baca juga | Halaman berikutnya | Tulis komentar | Masuk | Daftar | Kebijakan privasi | Berita terkait | Iklan | Cetak | Kembali ke atas | Terpopuler
it: Condividi | Abbonati | Tutti i diritti riservati | Leggi anche | Pagina successiva | Lascia un commento | Accetta i cookie | Accedi | Articoli correlati | Pubblicità | Stampa | Informativa sulla privacy | Torna su | I più letti
ja: シェアする | フォローする | 無断転載を禁じます | 関連記事 | 次のページ | コメントを書く | ログイン | 会員登録 | プライバシーポリシー | 印刷する | ページの先頭へ | ツイートする | 人気記事ランキング | おすすめ記事 | お問い合わせ | 利用規約 | 続きを読む
ko: 공유하기 | 구독하기 | 무단 전재 및 재배포 금지 | 관련기사 | 다음 페이지 | 댓글 쓰기 | 로그인 | 회원가입 | 개인정보처리방침 | 인쇄 | 맨위로 | 많이 본 뉴스 | 기사제보 | 이용약관
nl: Delen | Abonneren | Alle rechten voorbehouden | Lees ook | Volgende pagina | Plaats een reactie | Cookies accepteren | Inloggen | Privacybeleid | Gerelateerde artikelen | Advertentie | Afdrukken | Terug naar boven
pl: Udostępnij | Subskrybuj | Wszelkie prawa zastrzeżone | Czytaj także | Następna strona | Dodaj komentarz | Zaloguj się | Zarejestruj się | Polityka prywatności | Reklama | Drukuj | Do góry | Zobacz również
pt: Compartilhar | Assine | Todos os direitos reservados | Leia também | Próxima página | Deixe um comentário | Aceitar cookies | Entrar | Política de privacidade | Notícias relacionadas | Publicidade | Imprimir | Voltar ao topo | Mais lidas
ru: Поделиться | Подписаться | Все права защищены | Читайте также | Следующая страница | Оставить комментарий | Войти | Регистрация | Политика конфиденциальности | Реклама | Версия для печати | Наверх | Новости по теме | Популярное
th: แชร์ | ติดตาม | สงวนลิขสิทธิ์ | ข่าวที่เกี่ยวข้อง | หน้าถัดไป | แสดงความคิดเห็น | เข้าสู่ระบบ | สมัครสมาชิก | นโยบายความเป็นส่วนตัว | โฆษณา | พิมพ์ | กลับขึ้นด้านบน | อ่านเพิ่มเติม
tr: Paylaş | Abone ol | Tüm hakları saklıdır | İlgili haberler | Sonraki sayfa | Yorum yap | Çerezleri kabul et | Giriş yap | Üye ol | Gizlilik politikası | Reklam | Yazdır | Başa dön | En çok okunanlar
uk: Поділитися | Підписатися | Всі права захищені | Читайте також | Наступна сторінка | Залишити коментар | Увійти | Реєстрація | Політика конфіденційності | Реклама | Версія для друку | Догори | Новини за темою
vi: Chia sẻ | Đăng ký | Bản quyền thuộc về | Tin liên quan | Trang sau | Gửi bình luận | Đăng nhập | Chính sách bảo mật | Quảng cáo | In bài viết | Về đầu trang | Xem thêm | Đọc nhiều
zh: 分享到 | 分享到微信 | 扫一扫分享 | 关注我们 | 关注微信公众号 | 版权所有 | 版权所有 侵权必究 | 未经授权不得转载 | 相关阅读 | 相关新闻 | 推荐阅读 | 上一页 | 下一页 | 上一篇 | 下一篇 | 发表评论 | 我要评论 | 网友评论 | 登录 | 注册 | 立即注册 | 用户登录 | 免责声明 | 隐私政策 | 打印本页 | 关闭窗口 | 返回顶部 | 返回首页 | 回到顶部 | 加入收藏 | 设为首页 | 联系我们 | 关于我们 | 网站地图 | 广告服务 | 友情链接 | 热门推荐 | 猜你喜欢 | 点击阅读全文 | 阅读原文 | 展开全文 | 下载APP | 打开APP | 扫码下载 | 更多精彩内容 | 分享到朋友圈 | 点赞 | 收藏 | 举报 | 订阅 | 全部评论 | 查看更多评论 | 延伸阅读 | 热门新闻 | 手机版 | 客户端下载 | 上一条 | 下一条 | 打印 | 字体大小 | 复制链接 | 分享给朋友 | 热搜 | 排行榜 | 最新评论 | 写评论
"""


@pytest.mark.parametrize("row", COMMON.strip().splitlines(), ids=lambda row: row[:2])
def test_they_are_known(row: str) -> None:
    lines = row.partition(": ")[2].split(" | ")
    assert [line for line in lines if of_line(line) is None] == []

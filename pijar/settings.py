"""All settings of the project; values come from the environment.

Secrets have no default: without one the start stops with an error that names it.
"""

from importlib.util import find_spec
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.conf import global_settings

from pijar.catatan import setelan as setelan_catatan
from pijar.jadwal import JADWAL

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

SECRET_KEY = env.str("SECRET_KEY")
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
HTTPS = env.bool("HTTPS", default=False)

INSTALLED_APPS = [
    "laporan",
    "verifikasi",
    "iuran",
    "peserta",
    "pijar",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "bootstrap",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "django_filters",
    "heroicons",
    "pgtrigger",
    "pghistory",
    "csp",
    "axes",
]
# Sample data, benchmarks and demo: the production image is built without them (ADR 0012).
if find_spec("pijar.bengkel"):
    INSTALLED_APPS += ["pijar.bengkel"]

MIDDLEWARE = [
    "pijar.pengaman.PengamanMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pijar.http.SesiMiddleware",
    "pijar.http.DaftarTadiMiddleware",
    "pijar.pengguna.gerbang.GerbangMiddleware",
    "pijar.pengguna.auditor.AuditorMiddleware",
    "pijar.ketikan.middleware.HalamanTombolMiddleware",
    "pijar.ketikan.middleware.KetikanMiddleware",
    "pijar.http.RiwayatMiddleware",
    "pijar.tulisan.TulisanSendiriMiddleware",
    "pijar.http.TanpaSimpananMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "pijar.urls"
WSGI_APPLICATION = "pijar.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pijar.http.konteks",
            ],
            "builtins": ["pijar.templatetags.pijar", "django.templatetags.static"],
        },
    }
]

DATABASES = {"default": env.db_url("DATABASE_URL")}
DATABASES["default"] |= {"CONN_MAX_AGE": env.int("CONN_MAX_AGE", 60), "CONN_HEALTH_CHECKS": True}
# word_similarity_threshold: a search by name compares words that share a quarter of their letter
# triples (peserta.daftar.kata).
# parallel_setup_cost: parallel workers do not speed up a count of everybody, and make it three
# times slower during an import; only queries of tenths of a second may start them.
# client_connection_check_interval: the session of a killed worker, with the lock of its job, ends
# after two seconds.
DATABASES["default"]["OPTIONS"] = {
    "options": "-c pg_trgm.word_similarity_threshold=0.25"
    " -c parallel_setup_cost=10000 -c client_connection_check_interval=2s",
    **DATABASES["default"].get("OPTIONS", {}),
}
if env.str("DATABASE_URL_BACA", default=""):  # a streaming replica (pijar.replika)
    DATABASES["baca"] = DATABASES["default"] | env.db_url("DATABASE_URL_BACA")
    DATABASES["baca"]["OPTIONS"] = DATABASES["default"]["OPTIONS"] | {"connect_timeout": 3}
# Who owns the tables, for migrate only, and the passwords that it gives the roles.
PEMILIK_BASIS: dict[str, str] = {}
if env.str("DATABASE_URL_PEMILIK", default=""):
    PEMILIK_BASIS = {k: env.db_url("DATABASE_URL_PEMILIK")[k] for k in ("USER", "PASSWORD")}
SANDI_APP, SANDI_BACA = env.str("SANDI_APP", default=""), env.str("SANDI_BACA", default="")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL")

# What lower apps ask higher ones: a person's open cases when a life event ends the cover, why a
# stop cannot be undone, who stands in a draft decree, a year's targets, the places of an account,
# the files that rows name inside a column of JSON.
YANG_TERBUKA = ["verifikasi.terbuka.yang_terbuka"]
HALANGAN_PULIH = ["verifikasi.terbuka.halangan_pulih"]
DALAM_DRAF = "verifikasi.terbuka.dalam_draf"
TARGET_TAHUN = "laporan.models.target_tahun"
DAFTAR_WILAYAH = "peserta.models.rujukan.daftar_wilayah"
BERKAS_DI_KOLOM_LAIN = [
    "peserta.models.isian.nama_foto_menunggu",
    "iuran.models.daftar_bpjs.nama_lanjutan",
]

# Sign-in: BSSN 4/2021 asks for long passwords, lock-out and a session time-out.
AUTH_USER_MODEL = "pijar.Pengguna"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "pijar.akun.MasaBerlakuBackend"]
PASSWORD_HASHERS = [
    env.str("PASSWORD_HASHER", default="django.contrib.auth.hashers.PBKDF2PasswordHasher"),
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "pijar.akun.CampuranValidator"},
    {"NAME": "pijar.akun.KataSetempatValidator"},
    {"NAME": "pijar.akun.BocorValidator"},
]
# A second factor is required of verifikator and admin; off in the demo, where the code is nobody's.
DUA_FAKTOR_WAJIB = env.bool("DUA_FAKTOR_WAJIB", default=True)
LOGIN_URL = LOGOUT_REDIRECT_URL = "masuk"
LOGIN_REDIRECT_URL = "beranda"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.5  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_HANDLER = "pijar.pengguna.pintu.PintuHandler"  # a delay for the name, a limit by address
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the page says when it ends
# Whether browsers know the city's domain beforehand is its owner's to say.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
AXES_LOCKOUT_CALLABLE = "pijar.pengguna.views_diri.tertahan"
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "pijar.pengguna.pintu.alamat_masuk"
SESSION_ENGINE = "pijar.sesi"  # the sessions of an account can be listed and ended
SESSION_COOKIE_AGE = env.int("SESI_DETIK", default=2 * 60 * 60)
SESI_PALING_LAMA_JAM = env.int("SESI_PALING_LAMA_JAM", default=12)  # however busy it is
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# Messages may name a person, so they stay on the server instead of in a cookie.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
# Behind TLS a browser takes cookies of this name from this host alone, never from a sister host.
AWALAN_KUE = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{AWALAN_KUE}sessionid", f"{AWALAN_KUE}csrftoken"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "pijar.views.csrf_gagal"
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS  # hosts below this one; there are none, and none is to be
SECURE_REDIRECT_EXEMPT = [r"^sehat/$"]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
    }
}

# One language, one time zone. LocaleMiddleware would change the format of numbers and dates.
LANGUAGE_CODE = "id"
TIME_ZONE = "Asia/Jakarta"
USE_I18N = True
USE_TZ = True
# Off, or ids and form values become "1.234"; the filters rupiah and ribuan format instead.
USE_THOUSAND_SEPARATOR = False
FORMAT_MODULE_PATH = ["pijar.format"]

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / ".lokal" / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = env.bool("STATIC_DARI_SUMBER", default=False)
WHITENOISE_AUTOREFRESH = WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_MIMETYPES = {".svg": "image/svg+xml; charset=utf-8"}
ANGKA_TERLAMBAT = env.int("ANGKA_TERLAMBAT", default=10)  # seconds that a kept figure may be behind
# Paid months after which BPJS pays a death in full. How BPJS counts them: to be confirmed.
JKM_PENUH_SETELAH_BULAN = env.int("JKM_PENUH_SETELAH_BULAN", default=3)
# Freezing needs the APBD, a bill the DPA; unpaid is urgent so many days before the last SP2D.
TETAPKAN_PERLU_APBD = env.bool("TETAPKAN_PERLU_APBD", default=True)
TAGIHAN_PERLU_DPA = env.bool("TAGIHAN_PERLU_DPA", default=True)
PERINGATAN_SP2D_HARI = env.int("PERINGATAN_SP2D_HARI", default=30)
# Days that the papers of an extension take before the first month without cover; to be confirmed.
SK_PERPANJANGAN_HARI = env.int("SK_PERPANJANGAN_HARI", default=14)
POTONG_SEBELUM_65 = env.bool("POTONG_SEBELUM_65", default=True)  # a decree: no month from 65 on

# A month of contribution is due on this day of the month after it, unless its kode iuran has a date
# of its own. Three unpaid months end the cover on the first of the fourth ("kalender"), or after
# the due day of the third ("jatuh_tempo"). Both to be confirmed with the branch of BPJS.
IURAN_JATUH_TEMPO_HARI = env.int("IURAN_JATUH_TEMPO_HARI", default=15)
NONAKTIF_MENURUT = env.str("NONAKTIF_MENURUT", default="kalender")
# The day of payment for cover: the SP2D ("sp2d"), or BPJS's receipt where recorded ("terima").
DIBAYAR_MENURUT = env.str("DIBAYAR_MENURUT", default="sp2d")
# Days to report an accident (2 × 24 hours) and a death (our own limit); BPJS is to confirm both.
KLAIM_BATAS_HARI = {
    "jkk": env.int("KLAIM_JKK_HARI", default=2),
    "jkm": env.int("KLAIM_JKM_HARI", default=30),
}
# Days after which a card is late, since the file was sent or the first month was paid.
KARTU_TERLAMBAT_HARI = env.int("KARTU_TERLAMBAT_HARI", default=14)
PADANAN_HARI = {"kependudukan": 35, "penerima_upah": 35, "pembayar_lain": 90}  # then it is old
PADANAN_HARI |= env.dict("PADANAN_HARI", {"value": int}, default={})
# BPJS's lists: days after a payment, and the share of people unknown there. To be confirmed.
POSTING_TERLAMBAT_HARI = env.int("POSTING_TERLAMBAT_HARI", default=30)
TIDAK_DIKENAL_BATAS_PERSEN = env.int("TIDAK_DIKENAL_BATAS_PERSEN", default=2)
# The address of this site, in the QR of a paper.
ALAMAT_SITUS = env.str("ALAMAT_SITUS", default=f"http{'s' * HTTPS}://{[*ALLOWED_HOSTS, ''][0]}")
KEBERATAN_HARI = env.int("KEBERATAN_HARI", default=30)  # after a decision; to be confirmed
KEBERATAN_JAWAB_HARI = env.int("KEBERATAN_JAWAB_HARI", default=14)  # for the answer, the same
# Days for which an attestation "still working, not ill" counts. To be confirmed.
PERNYATAAN_HARI = env.int("PERNYATAAN_HARI", default=60)

# Uploaded and generated files: private, served only through views that check rights.
MEDIA_ROOT = Path(env.str("BERKAS_DIR", default=str(BASE_DIR / ".lokal" / "berkas")))
BATAS_BERKAS_MB = env.int("BATAS_BERKAS_MB", default=40)
BATAS_LAMPIRAN_MB = env.int("BATAS_LAMPIRAN_MB", default=10)
# Days to keep personal data: unfinished forms, deleted papers.
ISIAN_TERTUNDA_HARI = env.int("ISIAN_TERTUNDA_HARI", default=30)
CONTOH_IMPOR_HARI = env.int("CONTOH_IMPOR_HARI", default=30)  # first rows of a finished list
BERKAS_DIHAPUS_HARI = env.int("BERKAS_DIHAPUS_HARI", default=30)
# Backups (ADR 0038): the folder, the public keys (age) of who can open one, days to keep them.
CADANGAN_DIR = env.str("CADANGAN_DIR", default=str(BASE_DIR / ".lokal" / "cadangan"))
CADANGAN_PENERIMA = env.str("CADANGAN_PENERIMA", default="")
CADANGAN_HARI = env.int("CADANGAN_HARI", default=35)
JEJAK_RAHASIA = env.str("JEJAK_RAHASIA", default="")  # signs the daily digest of the access log
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 12_000
FILE_UPLOAD_PERMISSIONS = 0o600
STORAGES = global_settings.STORAGES | {"default": {"BACKEND": "pijar.penyimpanan.Penyimpanan"}}

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# The broker redelivers the task of a killed child at once. The sweeper sends the job of a killed
# worker again long before the visibility timeout. When the broker is down, a send fails quickly
# and the sweeper sends the job later.
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_SOFT_TIME_LIMIT = 60 * env.int("BATAS_TUGAS_MENIT", default=60)
CELERY_TASK_TIME_LIMIT = CELERY_TASK_SOFT_TIME_LIMIT + 300  # whom the first limit did not stop
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a worker waits for its broker however long it takes
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 6 * 60 * 60,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 2,
    "socket_timeout": 10,
}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = env.str("BEAT_BERKAS", default=f"{BASE_DIR}/.lokal/beat-jadwal")
CELERY_BEAT_SCHEDULE = JADWAL

LOGGING = setelan_catatan(env.str("LOG_LEVEL", default="INFO"))

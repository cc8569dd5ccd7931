"""Settings: safe unless told otherwise. What an installation may set stands in docs/operations.md."""

import os
from pathlib import Path

import pghistory

from lantern.config import databases, mail, secret
from lantern.config.logs import lines

LANTERN = Path(__file__).resolve().parent.parent
DEMO = os.environ.get("LANTERN_DEMO") == "1"
DEBUG = os.environ.get("LANTERN_DEBUG") == "1"
SECRET_KEY = secret.key()
ALLOWED_HOSTS = os.environ.get("LANTERN_HOSTS", "localhost,127.0.0.1").split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]

DATABASES = {"default": databases.settings("app")}
OWNER_DATABASE = databases.settings("owner")
APPLICATION_ROLE = DATABASES["default"]["USER"]
CACHES = {
    "default": {  # counts attempts to sign in, for all processes together
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_attempts",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # a flood of attempts must not push out what was counted
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()
PGHISTORY_OBJ_FIELD = pghistory.ObjForeignKey(db_constraint=False)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "pgtrigger",
    "pghistory",
    "lantern.design",
    "lantern.tenancy",
    "lantern.trail",
    "lantern.accounts",  # before allauth, whose templates it replaces
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "lantern.organisation",
    "lantern.access",
    "lantern.children",
    "lantern.obligations",
    "lantern.writing",
    "lantern.network",
    "lantern.missing",
    "lantern.exploitation",
    "lantern.ecomap",
    "lantern.meetings",
    "lantern.mace1",
    "lantern.governance",
    "lantern.exchange",
    "lantern.home",
    "lantern.casefile",
    *(["lantern.demo"] if DEMO else []),
]

MIDDLEWARE = [
    "lantern.config.frames.frames_have_room",
    "lantern.config.logs.requests.requests_are_logged",
    "lantern.config.health.health_is_answered",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "lantern.exchange.middleware.systems_have_no_session",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "lantern.accounts.middleware.idle_sessions_end",
    "lantern.accounts.middleware.second_factor_comes_first",
    "lantern.accounts.middleware.an_agency_changes_no_factors",
    "lantern.access.middleware.members_enter",
]

ROOT_URLCONF = "lantern.config.urls"
WSGI_APPLICATION = "lantern.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "lantern.access.frame.frame",
            ],
            "builtins": ["lantern.design.templatetags.design"],
        },
    }
]
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # names of children stay out of cookies
FORM_RENDERER = "lantern.design.forms.Renderer"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "lantern.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation's secret link has already proved the mailbox
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Lantern: "
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60  # seconds after which a powerful act asks again who it is
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a changed password or factor is told by mail
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",  # two steps each, and a council may come from one address
    "login_failed": "10/m/ip,5/300s/key",  # codes of the second factor are counted with it
    "agency_sign_in": "60/m/ip",
    "chat_request": "10/h/ip,300/h/key",  # a children's home may come from one address; a flood stops at the partnership
}
ACCOUNT_FORMS = {
    "login": "lantern.accounts.forms.SignIn",
    "change_password": "lantern.accounts.forms.ChangePassword",
    "reset_password": "lantern.accounts.forms.ForgottenPassword",
    "reset_password_from_key": "lantern.accounts.forms.NewPassword",
    "reauthenticate": "lantern.accounts.forms.ConfirmByPassword",
}
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("LANTERN_PROXIES", "0"))  # whose X-Forwarded-For is believed
MFA_ADAPTER = "lantern.accounts.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # a finger or a PIN: a passkey by itself counts as both factors
MFA_TOTP_ISSUER = "Lantern"
MFA_TOTP_TOLERANCE = 1  # periods of 30 seconds either way: clocks of phones differ
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the invitation has proved it
MFA_FORMS = {
    "authenticate": "lantern.accounts.forms.SecondFactor",
    "reauthenticate": "lantern.accounts.forms.ConfirmByCode",
    "activate_totp": "lantern.accounts.forms.SetUpSecondFactor",
    "generate_recovery_codes": "lantern.accounts.forms.NewRecoveryCodes",
    "add_webauthn": "lantern.accounts.forms.AddPasskey",
    "edit_webauthn": "lantern.accounts.forms.NamePasskey",
    "login_webauthn": "lantern.accounts.forms.SignInByPasskey",
    "authenticate_webauthn": "lantern.accounts.forms.SecondFactorByPasskey",
    "reauthenticate_webauthn": "lantern.accounts.forms.ConfirmByPasskey",
}
ISSUERS_MAY_BE_PLAIN = DEBUG  # an agency's sign-in without https: while developing alone
ISSUERS_MAY_BE_NEAR = DEBUG or os.environ.get("LANTERN_NEAR_ISSUERS") == "1"  # or at a private address
LOGIN_URL = "demo:choose" if DEMO else "account_login"
LOGIN_REDIRECT_URL = "/"

SESSION_ENGINE = "lantern.accounts.sessions"
SESSION_COOKIE_AGE = 30 * 60  # idle minutes before a session ends (security.md 5); renewed once a minute at most
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not (DEMO or DEBUG)
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = os.environ.get("LANTERN_BEHIND_TLS") == "1"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_SSL_REDIRECT else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False
STATIC_URL = "/static/"
STATIC_ROOT = os.environ.get("LANTERN_STATIC")
WHITENOISE_USE_FINDERS = True
API_CALLS_A_MINUTE = int(os.environ.get("LANTERN_API_CALLS", "120"))  # of one credential
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
EMAIL_BACKEND = os.environ.get("LANTERN_EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
EMAIL_TIMEOUT = 10  # seconds
EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD, EMAIL_USE_TLS, EMAIL_USE_SSL = mail.server(
    os.environ.get("LANTERN_SMTP", "smtp://localhost:25")
)
DEFAULT_FROM_EMAIL = os.environ.get("LANTERN_FROM", "lantern@localhost")
LOG_STYLE = os.environ.get("LANTERN_LOG", "plain" if DEMO or DEBUG else "json")
LOGGING = lines.configured(LOG_STYLE, requests=not DEMO)

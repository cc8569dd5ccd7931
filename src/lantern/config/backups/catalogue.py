"""What a database is made of besides its rows: tables, keys, walls, triggers, functions, grants, roles; each as text."""
# ruff: noqa: S608 - queries made of constants

import hashlib
import re

import psycopg

OURS = "n.nspname = 'public'"
NOT_OF_EXTENSION = "NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = {}.oid AND d.deptype = 'e')"
GRANTS = """
SELECT string_agg(coalesce(g.rolname, 'everybody') || ' ' || a.privilege_type || CASE WHEN a.is_grantable THEN '*' ELSE '' END,
                  ', ' ORDER BY g.rolname, a.privilege_type)
FROM aclexplode(coalesce({acl}, acldefault('{kind}', {owner}))) a LEFT JOIN pg_roles g ON g.oid = a.grantee
"""
QUERIES = {
    "table": f"""
        SELECT c.relname, concat_ws(' ', pg_get_userbyid(c.relowner), c.relkind, c.relpersistence, c.relrowsecurity,
                                    c.relforcerowsecurity, c.reloptions)
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE {OURS} AND c.relkind IN ('r', 'v', 'm', 'S')""",
    "column": f"""
        SELECT c.relname || '.' || a.attname,
               concat_ws(' ', format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated,
                         pg_get_expr(d.adbin, d.adrelid))
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
        LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
        WHERE {OURS} AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped""",
    "constraint": f"""
        SELECT c.relname || '.' || o.conname, concat_ws(' ', pg_get_constraintdef(o.oid), o.convalidated)
        FROM pg_constraint o JOIN pg_class c ON c.oid = o.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE {OURS} AND o.contype <> 'n'""",
    "index": f"""
        SELECT i.relname, concat_ws(' ', pg_get_indexdef(i.oid), x.indisvalid)
        FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_namespace n ON n.oid = i.relnamespace WHERE {OURS}""",
    "policy": f"""
        SELECT c.relname || '.' || p.polname,
               concat_ws(' ', p.polcmd, p.polpermissive, array(SELECT pg_get_userbyid(r) FROM unnest(p.polroles) r),
                         pg_get_expr(p.polqual, p.polrelid), 'check', pg_get_expr(p.polwithcheck, p.polrelid))
        FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE {OURS}""",
    "trigger": f"""
        SELECT c.relname || '.' || t.tgname, concat_ws(' ', t.tgenabled, pg_get_triggerdef(t.oid))
        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE {OURS} AND NOT t.tgisinternal""",
    "function": f"""
        SELECT p.oid::regprocedure::text, concat_ws(' ', pg_get_userbyid(p.proowner), pg_get_functiondef(p.oid))
        FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE {OURS} AND p.prokind IN ('f', 'p') AND {NOT_OF_EXTENSION.format("p")}""",
    "view": f"""
        SELECT c.relname, pg_get_viewdef(c.oid) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE {OURS} AND c.relkind IN ('v', 'm')""",
    "extension": "SELECT extname, 'there' FROM pg_extension",
    "grants on": f"""
        SELECT c.relname, ({GRANTS.format(acl="c.relacl", owner="c.relowner", kind="r")})
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE {OURS} AND c.relkind IN ('r', 'v', 'm')
        UNION ALL SELECT c.relname, ({GRANTS.format(acl="c.relacl", owner="c.relowner", kind="s")})
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE {OURS} AND c.relkind = 'S'
        UNION ALL SELECT 'schema ' || n.nspname, ({GRANTS.format(acl="n.nspacl", owner="n.nspowner", kind="n")})
        FROM pg_namespace n WHERE {OURS}
        UNION ALL SELECT p.oid::regprocedure::text, ({GRANTS.format(acl="p.proacl", owner="p.proowner", kind="f")})
        FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE {OURS} AND {NOT_OF_EXTENSION.format("p")}""",
    "grants to come on": """
        SELECT a.defaclobjtype::text || ' of ' || pg_get_userbyid(a.defaclrole), a.defaclacl::text FROM pg_default_acl a""",
}  # fmt: skip
ROLES = """
SELECT r.rolname, concat_ws(' ', CASE WHEN r.rolsuper THEN 'superuser' END, CASE WHEN r.rolbypassrls THEN 'bypasses' END,
    CASE WHEN r.rolcreaterole THEN 'makes roles' END, CASE WHEN r.rolreplication THEN 'replicates' END,
    'in', array(SELECT pg_get_userbyid(m.roleid) FROM pg_auth_members m WHERE m.member = r.oid ORDER BY 1))
FROM pg_roles r WHERE r.rolname !~ '^pg_' AND r.oid IN (
    SELECT a.grantee FROM pg_class c CROSS JOIN aclexplode(c.relacl) a WHERE c.relnamespace = 'public'::regnamespace
    UNION SELECT c.relowner FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
    UNION SELECT oid FROM pg_roles WHERE rolname = current_user)
"""
SEQUENCES = "SELECT sequencename, coalesce(last_value, 0) FROM pg_sequences WHERE schemaname = 'public'"


def objects(connection: psycopg.Connection) -> dict[str, str]:
    """A digest for each thing there is, by its kind and name."""
    connection.execute("SELECT set_config('search_path', 'public', true)")
    told = {}
    for kind, query in QUERIES.items():
        for name, definition in connection.execute(query).fetchall():
            told[f"{kind} {name}"] = hashlib.sha256(one_way(str(definition)).encode()).hexdigest()[:32]
    return dict(sorted(told.items()))


def one_way(definition: str) -> str:
    """PostgreSQL writes a list of words in two ways, before and after a dump: casts and brackets around words go."""
    plain = re.sub(r"::(character varying|text)(\(\d+\))?(\[\])?", "", definition)
    plain = re.sub(r"\(('(?:[^']|'')*')\)", r"\1", plain)
    return re.sub(r"\((\(ARRAY\[[^\]]*\]\))\)", r"\1", plain)


def roles(connection: psycopg.Connection) -> dict[str, str]:
    """What each role that has to do with this database may do, in words."""
    return dict(connection.execute(ROLES).fetchall())


def sequences(connection: psycopg.Connection) -> dict[str, int]:
    """The number that each sequence gave out last."""
    return dict(connection.execute(SEQUENCES).fetchall())


def migrations(connection: psycopg.Connection) -> list[str]:
    """Those applied: "room.0001_initial"; none in a database that has no tables yet."""
    if connection.execute("SELECT to_regclass('public.django_migrations')").fetchone() == (None,):
        return []
    return [
        row[0] for row in connection.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1").fetchall()
    ]

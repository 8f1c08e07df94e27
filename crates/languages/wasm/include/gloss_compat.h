/* Forced into every grammar: what some scanners use without including its header. */
#ifndef GLOSS_COMPAT_H
#define GLOSS_COMPAT_H
#include <stddef.h>
#ifndef static_assert
#define static_assert _Static_assert
#endif
#define exit(code) __builtin_trap()
#endif

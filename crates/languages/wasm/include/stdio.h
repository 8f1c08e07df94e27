#pragma once
#include <stdarg.h>
#include <stddef.h>
typedef struct gloss_file FILE;
#define stderr ((FILE *)1)
extern FILE *const stdout;
/* A page has nobody who reads what a scanner says before it gives up. */
#define fprintf(stream, ...) 0
int printf(const char *restrict format, ...);
int snprintf(char *restrict to, size_t size, const char *restrict format, ...);
int vsnprintf(char *restrict to, size_t size, const char *restrict format, va_list arguments);

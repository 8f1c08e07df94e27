#pragma once
#include <stdarg.h>
#include <stddef.h>
typedef struct gloss_file FILE;
extern FILE *const stderr;
extern FILE *const stdout;
int fprintf(FILE *restrict stream, const char *restrict format, ...);
int printf(const char *restrict format, ...);
int snprintf(char *restrict to, size_t size, const char *restrict format, ...);
int vsnprintf(char *restrict to, size_t size, const char *restrict format, va_list arguments);

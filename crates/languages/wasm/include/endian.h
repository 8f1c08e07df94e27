#pragma once
#define __LITTLE_ENDIAN 1234
#define __BIG_ENDIAN 4321
#define __BYTE_ORDER __LITTLE_ENDIAN
#define le16toh(x) (x)
#define le32toh(x) (x)
#define be16toh(x) __builtin_bswap16(x)

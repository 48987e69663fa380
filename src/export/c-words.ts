/**
 * Words that emitted C may not call its own: keywords of C from C99 to C23 and of C++, macros that
 * compilers define without being asked, and what the emitted code itself uses.
 */
export const cWords: readonly string[] = `
alignas alignof asm auto bool break case char const constexpr continue default do double else enum
extern false float for fortran goto if inline int long nullptr register restrict return short signed
sizeof static static_assert struct switch thread_local true typedef typeof typeof_unqual union
unsigned void volatile while

and and_eq bitand bitor catch char16_t char32_t char8_t class co_await co_return co_yield compl concept
const_cast consteval constinit decltype delete dynamic_cast explicit export friend import module
mutable namespace new noexcept not not_eq operator or or_eq private protected public reinterpret_cast
requires static_cast template this throw try typeid typename using virtual wchar_t xor xor_eq

arm far huge i386 linux main mips near pascal sparc sun unix vax NULL EOF errno stdin stdout stderr
assert INFINITY NAN

at inputs outputs row state
`
  .trim()
  .split(/\s+/)

# What compiled code calls outside the normal calling convention, and what C++ therefore cannot express.
    .intel_syntax noprefix
    .text

# Touches every page between the stack pointer and the frame that rax bytes below it, as the guard page demands.
# Keeps all registers, as Microsoft's does.
    .globl __chkstk
    .def __chkstk; .scl 2; .type 32; .endef
    .seh_proc __chkstk
__chkstk:
    sub rsp, 16
    .seh_stackalloc 16
    .seh_endprologue
    mov [rsp], r10
    mov [rsp + 8], r11
    lea r10, [rsp + 24]
    mov r11, r10
    sub r11, rax
    jae 1f
    xor r11d, r11d
1:  sub r10, 4096
    cmp r10, r11
    jb 2f
    test byte ptr [r10], 0
    jmp 1b
2:  test byte ptr [r11], 0
    mov r10, [rsp]
    mov r11, [rsp + 8]
    add rsp, 16
    ret
    .seh_endproc

# The caller's return value is in rax when it hands its stack cookie in rcx: only flags may change.
    .globl __security_check_cookie
    .def __security_check_cookie; .scl 2; .type 32; .endef
__security_check_cookie:
    cmp rcx, [rip + __security_cookie]
    jne 1f
    ret
1:  mov ecx, 2
    int 0x29

# Control Flow Guard is off in this image: go where rax says.
    .globl __guard_dispatch_icall
    .def __guard_dispatch_icall; .scl 2; .type 32; .endef
__guard_dispatch_icall:
    jmp rax

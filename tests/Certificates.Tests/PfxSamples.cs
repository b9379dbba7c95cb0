namespace Octopus.Tests.Certificates;

/// <summary>
/// Files as other programs have made them, with one certificate that is used nowhere. Made with System.Security.Cryptography.Pkcs, one
/// round for each key; they stay as they are, because with other salts they would not be what they are for.
/// </summary>
internal static class PfxSamples
{
    public const string Thumbprint = "0BE15B0A17952954B5E56221A2B32AFC2729EA8C";

    public const string Password = "Straße 7";

    public const string Letters = "Łódź €";

    /// <summary>Its certificate, decrypted with <see cref="Password"/> as one byte for a letter, ends in a right padding.</summary>
    public static byte[] WrongReadingOfTheCertificate => Convert.FromBase64String(
        """
        MIIDhQIBAzCCAykGCSqGSIb3DQEHAaCCAxoEggMWMIIDEjCCAekGCSqGSIb3DQEHBqCCAdowggHWAgEAMIIBzwYJKoZIhvcNAQcBMF4GCSqGSIb3DQEF
        DTBRMDAGCSqGSIb3DQEFDDAjBBCcYWCrPtxm5aYjsBrQHsgHAgEBMAwGCCqGSIb3DQIJBQAwHQYJYIZIAWUDBAEqBBApERj46DGv+BoFTAAfXZEtgIIB
        YC/A9LpUlDp+ZVbrTuZL5U66Z90mwKswMEOlY+Jc9jG5G81llrmimj7t3SeTcLIVWqY8NW59rirhoGc0F4mshQuFsnbl8WmY95rd0MzJNUfk5+RxKje0
        zNOdlcPRYJs1BjEEIjW3Vx9cdwm0KLzQrZNQdtCBniwKhnAfgO8ZWc4cJw2EnPSF/TU/mc8M4aG0Sjlq9d+nS0ANb82rScK0zPpVPaFQPI9uhJGnQISO
        pUhIsI6unMEqw6KNmQwTRpz13qzw2MLbjKitZrAcfwcjSWUbxj5qCFB1shO3UW2/mtBY25g+WXN+6zhJURNAnM691ISRomZ+OrACjrT5xyUSl+yuolTU
        /DWaODkXROG3qy7bsmnqpoj10JqL44YkoLuZlLv6I0LX5ng0I2KeBLh5Y+o3PXEwSTWsOC3RNULgKxCAt7I7nJZha8wHCyN7u/HFv+0EQY8WtTtjrQUf
        wED4N7IwggEhBgkqhkiG9w0BBwGgggESBIIBDjCCAQowggEGBgsqhkiG9w0BDAoBAqCB9jCB8zBeBgkqhkiG9w0BBQ0wUTAwBgkqhkiG9w0BBQwwIwQQ
        nJcH9pk9lqPs35ulXuiUwAIBATAMBggqhkiG9w0CCQUAMB0GCWCGSAFlAwQBKgQQ/qMqMGcRJRARUYbdn3RAgQSBkP4urc9G2DrcfmBJD6g2ipSbpxst
        YQQu1saLLg+9rR5mue8l45UUoN8c+cxKoFBvgN0bJKGu26qFKB3JeyQxoKM/keh2Fo1fH0R2uQNEbdrfRW8tHyczVXh/94i63hliJJXqB61XW9QPaJaD
        DQUuKENIU85qWMVSrUyNSdCFI/8Gf7EYMw0jgdY9NR4W6oCYxTBTMC8wCwYJYIZIAWUDBAIBBCAnUZO2eQx1jVJV19Mn/HzSZWBN6O2weh0Rzaz4st2T
        0gQgKNHB2AlO4lM3wEJmDl3iH1Z+fryBl83h+TlIDRB4824=
        """);

    /// <summary>The same of its key.</summary>
    public static byte[] WrongReadingOfTheKey => Convert.FromBase64String(
        """
        MIIDhQIBAzCCAykGCSqGSIb3DQEHAaCCAxoEggMWMIIDEjCCAekGCSqGSIb3DQEHBqCCAdowggHWAgEAMIIBzwYJKoZIhvcNAQcBMF4GCSqGSIb3DQEF
        DTBRMDAGCSqGSIb3DQEFDDAjBBBrHQ4CfhYqZ1WZBrTN1w43AgEBMAwGCCqGSIb3DQIJBQAwHQYJYIZIAWUDBAEqBBBuZitFPnOHbvrcAJZm9JYLgIIB
        YJtpKay47mQd5tnpvFpJwCUUewcHNRbh01PWFbPifbo1tmPDBRaq3I7uiY03UeUUJ1VMPPxHPE3dKdSxhu9ahb0SZDJARbl2JhZEb682RjgpgCryvBFe
        68JzT7/9Qsnh+YT4XbL4ujTTVgbx/pWf1vw2sAmtu9QyKvf6WY/JGVK923Nde/4ADlxHcuXXsX1Ni3i3mb7hA8MLazAmkszRO6mzkJVgV1QRbyRYxGS6
        OSGuYYcy2xMDpkc2B1mrGh0NzD6rpWWncB5K1VmBXZwf80NFgJzWpwDd/EHrVK14CHmkFeZyXcbQ+DTLpqdv1AoBpjP+mcfflmrKVhESvx8oixpXjFJx
        AjmtJiVMponu+hndPUtevJ8OP4Jy7O/5bQ9PQ4eEkTXHmwrG1+HbfGwi1Znm9vP9Rt6GbFLP7fTqPEpzaCdtUDiYaNWDMwxpx24SpAbxXd62BeV9zmZs
        gTdlmv0wggEhBgkqhkiG9w0BBwGgggESBIIBDjCCAQowggEGBgsqhkiG9w0BDAoBAqCB9jCB8zBeBgkqhkiG9w0BBQ0wUTAwBgkqhkiG9w0BBQwwIwQQ
        SX1EM+ujLRLuz3UiLkCw4QIBATAMBggqhkiG9w0CCQUAMB0GCWCGSAFlAwQBKgQQAajz9AF6+K7gzMRmHlwSjwSBkPDe8uyOmOQLT+PGU7j5Hcgu8aSQ
        gxY4xfN66UD52J8y0zXYMU8aCwF+d/Thj1SQeFIJpuBGv1L7U0Korsmot+Ps9Hio8/dIWI0JYXs45pM9H74JyV8DfHROIld613MRxGYNZ+LIVUer7s7v
        06mpoxf6YbEw0NxzPBBgY2dYRVEMPbB0VfeIf4NhfYmLienXUDBTMC8wCwYJYIZIAWUDBAIBBCDpNqL3Wz3feDYHr/FbhbPEcjd9w/hGrH6nudDTLLVr
        QAQgaUeOvMp0T9MLvDqJYORPYpJYfJet1+vwhbcAQS1l/zA=
        """);

    /// <summary>Its certificate is under 3DES, which takes UTF-16, and its key under AES-256, which takes UTF-8. Password: <see cref="Letters"/>.</summary>
    public static byte[] TwoCiphers => Convert.FromBase64String(
        """
        MIIDQgIBAzCCAuYGCSqGSIb3DQEHAaCCAtcEggLTMIICzzCCAaYGCSqGSIb3DQEHBqCCAZcwggGTAgEAMIIBjAYJKoZIhvcNAQcBMCMGCiqGSIb3DQEM
        AQMwFQQQKRcSVxj6AMLtBam+6KP2VQIBAYCCAVhgTXjZapkSuz69xDVC99v9e+qka4/BKKrjqByCpq3Edbi5vNecsrw4pvCIB20RkFOJlIHE/Jdt89Sz
        R8K7Q8qws2fdM/kLRSY65vgvmoDxGLiTHV7rVm7eOcL0av8ACB6Xv6Kzr58Oe+Y6Kp7aQpf53eD1yrD4Bcz4HwrP9StClq7zZKmZjKn5NOYuj0xMqtGn
        gBsHeZF1yUrs9+rfNNiHh7W0Hz4p41jsdQcQSbrMk77gt/mCSPR64SkDMaMC4QmzotVK7w/KxSfeP1D/WMYRFHKNwAEaNt4sU5G7cZYm1jNiVzYApXTn
        G1jgXgDW0sHV+pmpp6RZ+yxF8Go9HpMu5UvpUPQjz+NFPEiUDphylNN+Vbh9z36boc1S29I41Raj9Zohsq+pzr9e8/Cy7BnuC3XIPxDyK2I6U2l2GxjA
        LbyiIfdhvrHFS62Dp1ZWD4dyissyohfedTCCASEGCSqGSIb3DQEHAaCCARIEggEOMIIBCjCCAQYGCyqGSIb3DQEMCgECoIH2MIHzMF4GCSqGSIb3DQEF
        DTBRMDAGCSqGSIb3DQEFDDAjBBCUM+ODtFejyQ6h0Y6e2n9AAgEBMAwGCCqGSIb3DQIJBQAwHQYJYIZIAWUDBAEqBBBat8vt6nS91iVejKWB0hKYBIGQ
        pZxA2iJwPV26OMA772oEm6eSO0mduE20hp5KN6D+rSKoWxBzi0L//JJc83qN4lCwRDWD2oNB39PhC/vjprG3Y9Et/V4cUJ7Ri088Plwt2q6OHGV1S93A
        KqJl1/sUTVf5O9XYsV8vKqL8S3nGz2ri3aY0Z+d7nmbVWPi+vluGOlaJ+I8iyMqo4mY+xkMAGeSAMFMwLzALBglghkgBZQMEAgEEIPRMKPqz/R/7mu2N
        2Xpg1F38f9X347CErIy7KzhP553sBCDbRhH9c5KG3kR4iFjVfqrBvPC1E55n9Sv73xI7yaj01g==
        """);

    /// <summary>It has no seal. Password: <see cref="Letters"/>.</summary>
    public static byte[] WithoutSeal => Convert.FromBase64String(
        """
        MIIDMAIBAzCCAykGCSqGSIb3DQEHAaCCAxoEggMWMIIDEjCCAekGCSqGSIb3DQEHBqCCAdowggHWAgEAMIIBzwYJKoZIhvcNAQcBMF4GCSqGSIb3DQEF
        DTBRMDAGCSqGSIb3DQEFDDAjBBDUsY3048Mqi4rqVkN1xstqAgEBMAwGCCqGSIb3DQIJBQAwHQYJYIZIAWUDBAEqBBDKi0FK59280eHannqymYMvgIIB
        YOER19JZa8u/cSaPV+iEQU2isaVw4Y5wgeaRX6YGG3KqPeDw7H/vfS4Mq06PCq0fUfFFPYJ90ADdPkNvujF+SRRxV46KX37vQkjga6LjJ03XHFQgZrRi
        mqZueGkESfH7EluOOaojPIVtURWrptlmr7Kq/PZSdUxjP+crQiqvedwDXHVzYCz5c3nXwLEswZ9T91NZ10XgjjK95Bf2RtbguASHLF4wba1vFCrAJKQQ
        So71eKMTRgf3AbpFUtetGisuKbR4je3QIeiYXS5GFdXW/RDWzYijP0FtGw8iAIeIrD8iLuxiHaQxTCKJNtvl31RvlkomBpHMA3xeb+1pJIVOXA/hCfPM
        iS7jOcB+s/9UTYAZYgjf8JFOSmhPPc0WynZAZMUzABI/z1tkII80H28AoA0ocK7lTmwj3awBbiprujF1n86gvGfcxVo6ThAEgZLOFExunv9qBF1IiKHV
        A2N3wmcwggEhBgkqhkiG9w0BBwGgggESBIIBDjCCAQowggEGBgsqhkiG9w0BDAoBAqCB9jCB8zBeBgkqhkiG9w0BBQ0wUTAwBgkqhkiG9w0BBQwwIwQQ
        knjQrYQmPqoWdxXRmIfM0wIBATAMBggqhkiG9w0CCQUAMB0GCWCGSAFlAwQBKgQQ2GDWXQAYYxTlBYAZw6NJEgSBkAS1U4jNzapcxkgIu/XMKkSvSQGp
        DVcyUD0nl8OyNsZ/mhzg9bGWp+DZJYxpSQvimxjq0Wh/D6NjcUJ7rN3qy0A49VMtrQXjWkRk/lkbPkQlMidEbxJZncY6VwDB+NRe7wKO9xRpohlExcSk
        71VPn02qLu6vkoiRZSSV20YbCb1gurJo54CmebyvdNx6Y4uCtQ==
        """);

    /// <summary>Its content is encrypted with <c>one</c>, and its seal made with <c>two</c>.</summary>
    public static byte[] SealedOtherwise => Convert.FromBase64String(
        """
        MIIDhQIBAzCCAykGCSqGSIb3DQEHAaCCAxoEggMWMIIDEjCCAekGCSqGSIb3DQEHBqCCAdowggHWAgEAMIIBzwYJKoZIhvcNAQcBMF4GCSqGSIb3DQEF
        DTBRMDAGCSqGSIb3DQEFDDAjBBBDhNv7JZTW9LCpzT/jHHBHAgEBMAwGCCqGSIb3DQIJBQAwHQYJYIZIAWUDBAEqBBDh8Z7Riu+k7svb0E76ftu3gIIB
        YMHampQzSL4bRj81gOcaX6gYxGV+Z8t18wX55IhcOUdyJnhoxDOC58ZMwP01tStr22adH1YOuQIO/s2ygPqNgqQPrVkRTNG75mLN+XPQtkWmF7NQyw8I
        kGCGwqOmGYmsLBSNvVJY58Doxy679FECx8eSblNn827yAARiotP+wIbrYfaeGpIteNqaXSYzNo1PQaIow5u4m1kFMzfWqi6RjtO8zOMRtMf3sVu7vm2U
        pemOrA135hKiTJz7Vr1ChQh268T/jtoST7Gh3bNp+JsynjGqPu4m5HrGC3NERy2bOQ+3KQW20zg+zQsNDgutJL3bD8aXEmvTTFehSVrvWUOJzNUFgMSG
        23jPvD2uqLkzccqYRViZPmY6fcO6lhh7HhSmq8pKP4BXivhja+9PxFmXv4k1qcz6Ovs6sorCk5A2xVM1lMWoMIHxV2za4cmdArjPaD2oanVxHEKQTLB/
        BtPl1awwggEhBgkqhkiG9w0BBwGgggESBIIBDjCCAQowggEGBgsqhkiG9w0BDAoBAqCB9jCB8zBeBgkqhkiG9w0BBQ0wUTAwBgkqhkiG9w0BBQwwIwQQ
        b9WBGJt19kE8Et1B6ptUZAIBATAMBggqhkiG9w0CCQUAMB0GCWCGSAFlAwQBKgQQ+f5VeEgDt/O10b8i0KdZMQSBkCtlVTDG0dRYxCDrR7a9vxrjxmcX
        skLK6ZE4xK6PX3ZNyIBxaLysJrHS2eRIrtc6OWvKvV1S+qIVn7juE+SJRHq7lnDnEkM8i97K3vjGDAjdNe9wJ3h3OgfAVmLcnjYl+azKjPuHHq1r8UYN
        ClbZtSmjgGmM40Crj4Gx2b4DAnmSDU01Uz9WYVh5Ba0YKMa0cDBTMC8wCwYJYIZIAWUDBAIBBCCyClsCJDavMqQ5lmIABqldXBgR06lYh5xw2WGsFunY
        fwQgMU/VJKvc9PkuCsPFyj2ExAN7pixRU8dWHchp1BbgK1E=
        """);

    /// <summary>As openssl made them before 1.1: each byte of UTF-8 is a letter of its own, in the seal too. Password: <see cref="Letters"/>.</summary>
    public static byte[] BytesForLetters => Convert.FromBase64String(
        """
        MIIDAgIBAzCCAqYGCSqGSIb3DQEHAaCCApcEggKTMIICjzCCAaYGCSqGSIb3DQEHBqCCAZcwggGTAgEAMIIBjAYJKoZIhvcNAQcBMCMGCiqGSIb3DQEM
        AQMwFQQQ8mQIWJOtqjDoiKYPqSILkgIBAYCCAVhEuZIA7ZtqnF9461N3/xZo1VsxU/nJlgdxmk3GDwoTa9tB9u+tEFWUyZ6W5TaFTM4uqL9QMYahbs5C
        sEtNKuQYX1teCGYZLA88kUGY2wSJWc/fqc8uC8XAMeIMNOCQdI8y95u9+usBqaluD2AeMFmoEu+weqSf9iTIX6XwT7MG02r/TFs/vMkFmGTBKi5Y+nJv
        kBbZN1ejwucWJJv7P+VRvIqASJ0/nrm3X6nyHVpz1HfOR8xjeSUMxTuqKAK6mfYaUMT9c86w3aiB4SJv6piSZtPojXN8V1RbXHUD9nSbLhUHjwEfHy0q
        2cJ+922G6uqKn49l/ffJ4Ofn0Wpr9fBqPbvw9gDYMSSNA7meUNSlzkJ/QiiEdd+JBXzijt5BiT0kPfgU6rMa4s8m4EvWASqem5/eDtBIYpxkEqVbc32f
        9C+QebS/PZ9D4S78rvxPQjgh6Z3n2/6H2jCB4gYJKoZIhvcNAQcBoIHUBIHRMIHOMIHLBgsqhkiG9w0BDAoBAqCBuzCBuDAjBgoqhkiG9w0BDAEDMBUE
        ENlFes96QZz1eDHcc+fdJy4CAQEEgZChTxrJTna63f9/cHXC5b9C5YI85JiLxf0Mp5fHWcBN1fc5HKMlyYOOVPBqZK4RIiHCTTh2EJltG8USPz/5zJr5
        9QpNdncsweYLwnXbkfxC02u4F3yIcMk+TPIHFCH/GZR1LOfwvK6EzuV8jeHc+TSqF6U/6d33EvBwJ50WXUENmKZ1yT8e78VW2hBzk6u52CgwUzAvMAsG
        CWCGSAFlAwQCAQQg2VUegk64vD5QB9UDQriY9xVUHQOC5aaSsmlbKge+0ZQEII4631aCYqEBTutsNRJQJo1CofculZFTcQwCI8Q3uFtO
        """);

    /// <summary>The key under AES-256 and the certificate as text. Password: <see cref="Letters"/>.</summary>
    public const string Pem =
        """
        -----BEGIN ENCRYPTED PRIVATE KEY-----
        MIHzMF4GCSqGSIb3DQEFDTBRMDAGCSqGSIb3DQEFDDAjBBA/Y++vZBarB99OUvxb
        ueVtAgEBMAwGCCqGSIb3DQIJBQAwHQYJYIZIAWUDBAEqBBBgJonUW5EA/HfDHBVD
        FU35BIGQU0xN64tZ2uAzyzKQjbfUK71lXGjWj97NyJ+BgJKyqXEJh+m4q0wQpc3x
        7NH99wIbvY/VnJ2M/w+AioqZhdZRiEJF0UrzgIdBWs+UrZuMZFWw5Y5TO0a3maGp
        DdQFdZR/cDvXJyxuzcauW0WXRtCH8zRnQ+rgTXstG6KRgxK9dL75j3dK+Ub16XhN
        Zn7ffszN
        -----END ENCRYPTED PRIVATE KEY-----
        -----BEGIN CERTIFICATE-----
        MIIBHzCBx6ADAgECAgkAl6m4FQrg9M0wCgYIKoZIzj0EAwIwFTETMBEGA1UEAxMK
        dGhyb3cgYXdheTAgFw0yNjAxMDEwMDAwMDBaGA8yMTI2MDEwMTAwMDAwMFowFTET
        MBEGA1UEAxMKdGhyb3cgYXdheTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABOyN
        YfUa14xTGKy17byeMa1ExzTK5oTBwg7bWrmoULO+FwY1GR9CO/AVjFgwQpVyIBrR
        uAQmakt+grROkMQjqgMwCgYIKoZIzj0EAwIDRwAwRAIgFP2kfmkhb5Rwj6sa6sAq
        L01GBxbEOcBZ7rQ+SNyQKGsCIA2dV8MLWWF8i1N0y3dD86wn/Nye4pdgBBqsrQ6W
        VKf6
        -----END CERTIFICATE-----
        """;
}

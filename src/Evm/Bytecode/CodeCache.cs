using Ledger.Domain.Primitives;

namespace Ledger.Evm.Bytecode;

/// <summary>Keeps the images of recently run code by code hash, within a limit of bytes.</summary>
/// <remarks>Two generations: when the young one is full it becomes the old one and what the old one held is forgotten,
/// so eviction costs nothing per access and code in use survives by being promoted.</remarks>
internal sealed class CodeCache(int generationBytesMax = CodeCache.DefaultGenerationBytesMax)
{
    /// <summary>Bytes of one generation; the cache holds at most two of them and one image.</summary>
    public const int DefaultGenerationBytesMax = 16 * 1024 * 1024;

    private Dictionary<Hash256, CodeImage> _young = [];
    private Dictionary<Hash256, CodeImage> _old = [];
    private long _youngBytes;

    /// <summary>Number of images held.</summary>
    public int Count => _young.Count + _old.Count;

    /// <summary>Finds an image.</summary>
    public bool TryGet(in Hash256 codeHash, out CodeImage image)
    {
        if (_young.TryGetValue(codeHash, out image!))
        {
            return true;
        }

        if (!_old.Remove(codeHash, out image!))
        {
            return false;
        }

        Add(codeHash, image);
        return true;
    }

    /// <summary>Keeps an image that <see cref="TryGet"/> did not find.</summary>
    public void Add(in Hash256 codeHash, CodeImage image)
    {
        if (_youngBytes >= generationBytesMax)
        {
            (_young, _old) = (_old, _young);
            _young.Clear();
            _youngBytes = 0;
        }

        _young[codeHash] = image;
        _youngBytes += image.SizeBytes;
    }
}

import { useReader } from '#shared/ui/reader.ts';
import { MAX_PICTURES, type PastedPicture } from '../../messages.ts';

/** A picture may have so many bytes, as the server has it too. */
export const MAX_PICTURE_BYTES = 5 * 1024 * 1024;

/** A picture that can be kept, and where it can be drawn from. */
export type ShownPicture = { readonly picture: PastedPicture; readonly url: string };
/** A picture that is left out: no picture that browsers draw, too large, or one too many. */
export type LeftPicture = { readonly name: string; readonly why: 'kind' | 'size' | 'number' };

/** The pictures of a paste, small, and what is left out with the reason. */
export function PastedPictures({ pictures, left }: { readonly pictures: readonly ShownPicture[]; readonly left: readonly LeftPicture[] }) {
  const { texts } = useReader();
  const words = texts.paste;
  const sentenceOf = ({ name, why }: LeftPicture): string =>
    why === 'kind' ? words.pictureKind(name) : why === 'size' ? words.pictureTooLarge(name) : words.pictureTooMany(MAX_PICTURES);
  if (pictures.length === 0 && left.length === 0) {
    return null;
  }
  return (
    <>
      {pictures.length === 0 ? null : (
        <>
          <p class="strong said">{words.pictures(pictures.length)}</p>
          <p class="thumbs">
            {pictures.map(({ picture, url }) => (
              <span key={url} class="thumb" title={picture.name}>
                <img src={url} alt={picture.name} />
              </span>
            ))}
          </p>
        </>
      )}
      {[...new Set(left.map(sentenceOf))].map((sentence) => (
        <p key={sentence} class="small">
          {sentence}
        </p>
      ))}
    </>
  );
}
